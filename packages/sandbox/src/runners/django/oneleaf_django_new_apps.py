"""The apps of a repository that have no migrations yet, and what their first ones lack."""

import importlib
import os

from oneleaf_screen import is_below


def labels(loader, project):
    """`makemigrations` leaves such apps alone until somebody names them."""
    from django.apps import apps

    top = top_of(project)
    own = [one for one in apps.get_app_configs() if one.label in loader.unmigrated_apps and is_below(os.path.realpath(one.path), top)]
    return {one.label for one in own if next(one.get_models(), None) and has_place(one)}


def has_place(app):
    """Not where MIGRATION_MODULES switches migrations off, or names a package of which nothing is there: MigrationWriter would make that."""
    from django.db.migrations.loader import MigrationLoader

    name, _ = MigrationLoader.migrations_module(app.label)
    return name is not None and (name.rpartition(".")[0] == app.name or is_there(name))


def is_there(module):
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def top_of(project):
    return os.path.realpath(project.get("top") or project["folder"])


def questioner(first):
    """Wants a first migration for these apps."""
    from django.db.migrations.questioner import MigrationQuestioner

    return MigrationQuestioner(specified_apps=first)


def packages(migrations):
    """Without these files Django takes the folders of new migrations for none."""
    from django.db.migrations.writer import MigrationWriter

    found = {os.path.join(os.path.realpath(MigrationWriter(one).basedir), "__init__.py") for one in migrations}
    return sorted(path for path in found if not os.path.exists(path))
