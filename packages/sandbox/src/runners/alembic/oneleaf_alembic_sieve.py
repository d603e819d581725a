"""Takes out of a revision, on its way up and down, what is not expected."""

import oneleaf_alembic_drift as drift
from oneleaf_screen import snake

# What goes where its table or its column goes, and the operation that would make it anew.
PARTS = ("DropIndex", "DropConstraint")


def sift(revisions, screen):
    """What is held back, each with what would allow it; and what is left."""
    held, kept = [], []
    for revision in revisions:
        for up, down in zip(revision.upgrade_ops_list, revision.downgrade_ops_list):
            every = list(drift.leaves_of(up))
            missing = {id(one): missing_for(leader(one, every), screen) for one in every}
            back = [one for one in every if missing[id(one)]]
            undone = {signature(one.reverse()) for one in back}
            take_out(up, lambda one: id(one) in missing and missing[id(one)])
            take_out(down, lambda one: signature(one) in undone)
            held.extend((one, missing[id(one)]) for one in back)
            kept.extend(one for one in every if not missing[id(one)])
    return held, kept


def missing_for(operation, screen):
    return screen.missing(kinds(operation), drift.subject(operation))


def leader(one, operations):
    """The operation that decides: PostgreSQL drops the indexes of a column with it, and what was changed is dropped and made anew."""
    kind = kind_of(one)
    if kind in PARTS:
        return next((other for other in operations if takes_along(other, one)), one)
    if kind.startswith("Create"):
        old = next((other for other in operations if kind_of(other) in PARTS and drift.subject(other) == drift.subject(one)), None)
        return one if old is None else leader(old, operations)
    return one


def takes_along(other, part):
    if (table_of(other), kind_of(other)) == (table_of(part), "DropTable"):
        return True
    return kind_of(other) == "DropColumn" and table_of(other) == table_of(part) and other.column_name in columns_of(part)


def table_of(operation):
    return getattr(operation, "schema", None), getattr(operation, "table_name", None)


def columns_of(part):
    if kind_of(part) == "DropIndex":
        return {column.name for column in part.to_index().columns}
    constraint = part.to_constraint()
    return set(getattr(constraint, "column_keys", None) or (column.name for column in constraint.columns))


def kinds(operation):
    """What has to be allowed for it to be written; nothing where it only adds."""
    kind = kind_of(operation)
    if kind == "AlterColumn":
        return ["alter_type"] * drift.is_narrowed(operation) + ["not_null"] * (operation.modify_nullable is False)
    if kind == "AddColumn":
        return ["not_null"] * (drift.risk(operation, kind) == "rows")
    return [snake(kind)] if kind.startswith("Drop") and not kind.endswith("Comment") else []


def kind_of(operation):
    return type(operation).__name__.replace("Op", "")


def signature(operation):
    return kind_of(operation), drift.subject(operation)


def take_out(operations, unwanted):
    left = []
    for one in operations.ops:
        if hasattr(one, "ops"):
            take_out(one, unwanted)
        if one.ops if hasattr(one, "ops") else not unwanted(one):
            left.append(one)
    operations.ops[:] = left
