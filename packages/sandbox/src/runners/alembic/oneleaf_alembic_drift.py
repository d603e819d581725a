"""What `alembic check` would find, as data, on versions that do not have it too."""

import re

import oneleaf_alembic_verbs
import oneleaf_answers
from oneleaf_unimported import unimported

# What a model of a table looks like.
SIGN = r"""__tablename__\s*(?::\s*\w+\s*)?=\s*['"]%s['"]|Table\(\s*['"]%s['"]"""


def drift(environment, request):
    revisions = compared(environment, message=None, head="head", rev_id=None).generated_revisions
    return {"differences": [difference(one) for one in operations_of(revisions)]}


def compared(environment, look=None, **asked):
    """Brings the database to the leaves first: the comparison is of the models with what the migrations make."""
    from alembic.autogenerate import RevisionContext

    oneleaf_alembic_verbs.upgrade(environment, {})
    asked.update(autogenerate=True, sql=False, splice=False, branch_label=None, version_path=None, depends_on=None)
    found = RevisionContext(environment.config, environment.scripts, asked, process_revision_directives=look)

    def compare(heads, context):
        found.run_autogenerate(heads, context)
        return []

    environment.run(compare, as_sql=False, template_args=found.template_args, revision_context=found)
    return found


def operations_of(revisions):
    return [one for revision in revisions for operations in revision.upgrade_ops_list for one in leaves_of(operations)]


def leaves_of(operations):
    """Operations on one table come in a container of their own."""
    for one in operations.ops:
        if hasattr(one, "ops"):
            yield from leaves_of(one)
        else:
            yield one


def difference(operation):
    kind = type(operation).__name__.replace("Op", "")
    answer = {"kind": kind, "subject": subject(operation), "words": oneleaf_answers.steady(str(wording(operation))), "risk": risk(operation, kind)}
    place = unimported(SIGN % ((re.escape(operation.table_name),) * 2)) if kind == "DropTable" else None
    return dict(answer, unimported=place) if place else answer


def subject(operation):
    if hasattr(operation, "source_table"):
        return foreign_key(operation)[0]
    parts = [getattr(operation, "schema", None), getattr(operation, "table_name", None), name_of(operation)]
    return ".".join(str(part) for part in parts if part)


def name_of(operation):
    column = getattr(operation, "column", None)
    for name in (getattr(column, "name", None), getattr(operation, "column_name", None)):
        if name:
            return name
    return getattr(operation, "constraint_name", None) or getattr(operation, "index_name", None)


def foreign_key(operation):
    """From where to where: it is often without a name."""
    columns = (operation.source_table, operation.local_cols), (operation.referent_table, operation.remote_cols)
    return ["%s.%s" % (table, ",".join(names)) for table, names in columns]


def wording(operation):
    if hasattr(operation, "source_table"):
        return ("add_fk", *foreign_key(operation))
    try:
        return operation.to_diff_tuple()
    except NotImplementedError:
        return type(operation).__name__


def risk(operation, kind):
    if kind in ("DropTable", "DropColumn"):
        return "data"
    if kind == "DropConstraint":
        return "constraint"
    if kind == "DropIndex":
        return "constraint" if is_unique(operation) else "index"
    if kind == "AddColumn":
        column = operation.column
        return "rows" if not column.nullable and column.server_default is None and column.computed is None else "none"
    return risk_of_altering(operation) if kind == "AlterColumn" else "none"


def is_unique(operation):
    index = operation.to_index()
    return bool(index.unique)


def risk_of_altering(operation):
    if is_narrowed(operation):
        return "data"
    return "rows" if operation.modify_nullable is False else "none"


def is_narrowed(operation):
    return operation.modify_type is not None and narrows(operation.existing_type, operation.modify_type)


def narrows(old, new):
    """Whether values that fit the old type may not fit the new one; what cannot be known may."""
    if old is None or old._type_affinity is not new._type_affinity or width(new) < width(old):
        return True
    sizes = [(getattr(old, name, None), getattr(new, name, None)) for name in ("length", "precision", "scale")]
    return any(becomes is not None and (was is None or becomes < was) for was, becomes in sizes)


def width(kind):
    """Of an integer, in bytes; 0 for what is none."""
    from sqlalchemy.types import BigInteger, Integer, SmallInteger

    return next((bytes for one, bytes in ((BigInteger, 8), (SmallInteger, 2), (Integer, 4)) if isinstance(kind, one)), 0)
