"""What `makemigrations --check --dry-run` would find, as data."""

CONSTRAINTS = {"RemoveConstraint", "AlterUniqueTogether"}
INDEXES = {"RemoveIndex", "AlterIndexTogether"}
SIZES = ("max_length", "max_digits", "decimal_places")


def drift(request, answers):
    from django.apps import apps
    from django.core.management.commands.makemigrations import Command
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None, ignore_no_migrations=True)
    before = loader.project_state()
    after = ProjectState.from_apps(apps)
    # Since Django 5.2 a project may bring a detector of its own.
    detector = getattr(Command, "autodetector", MigrationAutodetector)
    # Without a questioner it asks nobody, and never takes two names for one field.
    changes = detector(before, after).changes(graph=loader.graph)
    return {
        "differences": [
            difference(label, operation, before, after)
            for label, migrations in sorted(changes.items())
            for migration in migrations
            for operation in migration.operations
        ]
    }


def difference(label, operation, before, after):
    model = getattr(operation, "model_name", None) or getattr(operation, "name", "")
    field = operation.name if hasattr(operation, "model_name") and hasattr(operation, "name") else None
    return {
        "kind": type(operation).__name__,
        "subject": ".".join(part for part in (label, model, field) if part),
        "words": operation.describe(),
        "risk": risk(label, operation, before, after),
    }


def risk(label, operation, before, after):
    kind = type(operation).__name__
    if kind in ("DeleteModel", "RemoveField"):
        return "data"
    if kind == "AddField":
        # The detector asks for a value for rows that exist, and does not keep it as the default.
        return "none" if operation.preserve_default else "rows"
    if kind == "AlterField":
        return risk_of_altering(field_of(before, label, operation), operation.field)
    if kind in CONSTRAINTS:
        return "constraint"
    return "index" if kind in INDEXES else "none"


def field_of(state, label, operation):
    return state.models[label, operation.model_name_lower].fields[operation.name]


def risk_of_altering(old, new):
    if old.get_internal_type() != new.get_internal_type() or any(narrows(old, new, size) for size in SIZES):
        return "data"
    if old.unique and not new.unique:
        return "constraint"
    if old.null and not new.null:
        return "rows"
    return "index" if old.db_index and not new.db_index else "none"


def narrows(old, new, size):
    was, becomes = getattr(old, size, None), getattr(new, size, None)
    return becomes is not None and (was is None or becomes < was)
