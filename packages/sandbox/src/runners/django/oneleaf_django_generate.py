"""What `makemigrations` would write, screened, as data."""

import os
import re

import oneleaf_django_drift as drift
import oneleaf_django_sieve as sieve
import oneleaf_django_new_apps as new_apps
from oneleaf_screen import Screen


def generate(request, answers):
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    detector = drift.detector_class()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    before, after = loader.project_state(), ProjectState.from_apps(apps)
    wanted = request["generate"]
    first = new_apps.labels(loader, request["project"])
    screen = Screen(wanted["allow"])
    sifting = sieve.Sifting(before, screen, new_apps.top_of(request["project"]))

    class Detector(detector):
        def arrange_for_graph(self, changes, graph, migration_name=None):
            sifting.sift(changes)
            return renumbered(super().arrange_for_graph(changes, graph, migration_name), wanted.get("numbers", {}))

    asked = Detector(before, after, questioner(first))
    # As its own command wants a name to be: an identifier.
    name = re.sub(r"\W+", "_", wanted["name"]).strip("_")
    changes = asked.changes(graph=loader.graph, convert_apps=first, migration_name=name)
    tangle = sifting.tangle(changes, loader)
    migrations = [] if tangle else [one for _, some in sorted(changes.items()) for one in some]
    return {
        "files": [written(one) for one in migrations],
        "packages": new_apps.packages(migrations),
        "kept": sifting.kept,
        "held": sifting.held,
        "idle": screen.idle(),
        "installed": sorted(sifting.installed),
        "tangle": tangle,
        "hooks": [],
        "emptied": False,
    }


def questioner(first):
    """Asks nobody, never takes two names for one thing, and gives no value to rows that are there already."""
    from django.db.migrations.questioner import MigrationQuestioner
    from django.db.models import NOT_PROVIDED
    from django.utils import timezone

    class Silent(MigrationQuestioner):
        def ask_not_null_addition(self, field_name, model_name):
            return NOT_PROVIDED

        ask_not_null_alteration = ask_not_null_addition

        def ask_auto_now_add_addition(self, field_name, model_name):
            return timezone.now

    return Silent(specified_apps=first)


def renumbered(changes, numbers):
    """The numbers that other branches have are left to them."""
    new = {}
    for label, migrations in changes.items():
        for at, migration in enumerate(migrations):
            number = numbers.get(label)
            name = migration.name if number is None else "%04i_%s" % (number + at, migration.name.partition("_")[2])
            new[label, migration.name] = (label, name)
            migration.name = name
    for migrations in changes.values():
        for migration in migrations:
            migration.dependencies = [new.get(tuple(one), one) for one in migration.dependencies]
    return changes


def written(migration):
    from django.db.migrations.writer import MigrationWriter

    writer = MigrationWriter(migration)
    label = migration.app_label
    return {
        "path": os.path.realpath(writer.path),
        "text": writer.as_string(),
        "migration": "%s.%s" % (label, migration.name),
        "label": label,
        "parents": ["%s.%s" % tuple(one) for one in migration.dependencies if one[0] == label],
    }
