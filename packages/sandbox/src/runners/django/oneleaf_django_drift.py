"""What `makemigrations --check --dry-run` would find, as data."""

import re

import oneleaf_django_new_apps as new_apps
import oneleaf_django_verbs
from oneleaf_unimported import unimported

SIZES = ("max_length", "max_digits", "decimal_places")
# Which types take the values of which others: those of one family that are no wider.
INTEGERS = {"SmallAutoField": 2, "SmallIntegerField": 2, "AutoField": 4, "IntegerField": 4, "BigAutoField": 8, "BigIntegerField": 8}
COUNTS = {"PositiveSmallIntegerField": 2, "PositiveIntegerField": 4, "PositiveBigIntegerField": 8}
TEXTS = {"CharField", "SlugField", "FileField", "FilePathField"}


def drift(request, answers):
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    detector = detector_class()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    before = loader.project_state()
    after = ProjectState.from_apps(apps)
    first = new_apps.labels(loader, request["project"])
    # Such a questioner asks nobody, and never takes two names for one field.
    changes = detector(before, after, new_apps.questioner(first)).changes(graph=loader.graph, convert_apps=first)
    return {
        "differences": [
            difference(label, operation, before)
            for label, migrations in sorted(changes.items())
            for migration in migrations
            for operation in migration.operations
        ]
    }


def detector_class():
    from django.db.migrations.autodetector import MigrationAutodetector

    # Since Django 5.2 a project may bring a detector of its own.
    return getattr(oneleaf_django_verbs.command("makemigrations"), "autodetector", MigrationAutodetector)


def difference(label, operation, before):
    kind = type(operation).__name__
    place = unimported(r"^class %s\b" % re.escape(operation.name), folder_of(label)) if kind == "DeleteModel" else None
    answer = {"kind": kind, "subject": subject(label, operation), "words": operation.describe(), "risk": risk(label, operation, before)}
    return dict(answer, unimported=place) if place else answer


def subject(label, operation):
    model = getattr(operation, "model_name", None) or getattr(operation, "name", "")
    field = operation.name if hasattr(operation, "model_name") and hasattr(operation, "name") else None
    return ".".join(part for part in (label, model, field or part_of(operation)) if part)


def part_of(operation):
    part = getattr(operation, "index", None) or getattr(operation, "constraint", None)
    return getattr(part, "name", None)


def folder_of(label):
    from django.apps import apps

    return apps.get_app_config(label).path


# What an operation would cost, by the words that allow it.
RISKS = {
    "drop_table": "data",
    "drop_column": "data",
    "alter_type": "data",
    "drop_constraint": "constraint",
    "not_null": "rows",
    "drop_index": "index",
}
DROPS = {"DeleteModel": "drop_table", "RemoveField": "drop_column", "RemoveConstraint": "drop_constraint", "RemoveIndex": "drop_index"}
TOGETHER = {"AlterUniqueTogether": "drop_constraint", "AlterIndexTogether": "drop_index"}


def risk(label, operation, before):
    """The worst that it does."""
    found = kinds(label, operation, before)
    return next((risk for kind, risk in RISKS.items() if kind in found), "none")


def kinds(label, operation, before):
    """What has to be allowed for it to be written; nothing where it only adds."""
    kind = type(operation).__name__
    if kind in DROPS:
        return [DROPS[kind]]
    if kind == "AddField":
        # The detector asks for a value for rows that exist, and does not keep it as the default.
        return [] if operation.preserve_default else ["not_null"]
    if kind == "AlterField":
        old = before.models[label, operation.model_name_lower].fields[operation.name]
        return kinds_of_altering(old, operation.field, operation.preserve_default)
    if kind in TOGETHER:
        state = before.models.get((label, operation.name_lower))
        old = state and state.options.get(operation.option_name) or ()
        return [TOGETHER[kind]] if set(map(tuple, old)) - set(map(tuple, operation.option_value or ())) else []
    return []


def kinds_of_altering(old, new, keeps_default):
    tightened = old.null and not new.null and not (keeps_default and new.has_default())
    found = {
        "alter_type": is_narrowed(old, new),
        "drop_constraint": old.unique and not new.unique,
        "not_null": tightened,
        "drop_index": old.db_index and not new.db_index and not new.unique,
    }
    return [kind for kind, it_does in found.items() if it_does]


def is_narrowed(old, new):
    """Whether values that fit the old type may not fit the new one."""
    was, becomes = old.get_internal_type(), new.get_internal_type()
    if old.is_relation and new.is_relation and old.remote_field.model != new.remote_field.model:
        return not same_model(old, new)
    if was == becomes or (was in TEXTS and becomes in TEXTS):
        return any(narrows(old, new, size) for size in SIZES)
    if was in COUNTS:
        return becomes not in {**INTEGERS, **COUNTS} or {**INTEGERS, **COUNTS}[becomes] < COUNTS[was]
    if was in INTEGERS:
        return becomes not in INTEGERS or INTEGERS[becomes] < INTEGERS[was]
    return not (was in TEXTS and becomes == "TextField")


def same_model(old, new):
    def spelled(field):
        model = field.remote_field.model
        return (model if isinstance(model, str) else model._meta.label).lower()

    return spelled(old) == spelled(new)


def narrows(old, new, size):
    was, becomes = getattr(old, size, None), getattr(new, size, None)
    return becomes is not None and (was is None or becomes < was)
