"""What `alembic check` would find, as data, on versions that do not have it too."""

import os
import re
import sys

import oneleaf_alembic_verbs

# Where no model of the project's own lies.
FOREIGN = {"node_modules", "site-packages", "venv", "env"}


def drift(environment, request):
    """Brings the database to the leaves first: the comparison is of the models with what the migrations make."""
    from alembic.autogenerate import RevisionContext

    oneleaf_alembic_verbs.upgrade(environment, {})
    asked = dict(
        message=None, autogenerate=True, sql=False, head="head", splice=False, branch_label=None, version_path=None, rev_id=None, depends_on=None
    )
    found = RevisionContext(environment.config, environment.scripts, asked)

    def compare(heads, context):
        found.run_autogenerate(heads, context)
        return []

    environment.run(compare, as_sql=False, template_args=found.template_args, revision_context=found)
    operations = [one for script in found.generated_revisions for ops in script.upgrade_ops_list for one in leaves_of(ops)]
    return {"differences": [difference(operation) for operation in operations]}


def leaves_of(operations):
    """Operations on one table come in a container of their own."""
    for one in operations.ops:
        if hasattr(one, "ops"):
            yield from leaves_of(one)
        else:
            yield one


def difference(operation):
    kind = type(operation).__name__.replace("Op", "")
    answer = {"kind": kind, "subject": subject(operation), "words": str(wording(operation)), "risk": risk(operation, kind)}
    place = unimported(operation.table_name) if kind == "DropTable" else None
    return dict(answer, unimported=place) if place else answer


def unimported(table):
    """A file that has a model of this table and that nothing has imported: the table is then missing from the metadata."""
    sign = re.compile(r"""__tablename__\s*(?::\s*\w+\s*)?=\s*['"]%s['"]|Table\(\s*['"]%s['"]""" % (re.escape(table), re.escape(table)))
    imported = {os.path.realpath(path) for path in (getattr(module, "__file__", None) for module in list(sys.modules.values())) if path}
    for path in sources("."):
        with open(path, encoding="utf-8", errors="replace") as file:
            if sign.search(file.read()) and os.path.realpath(path) not in imported:
                return os.path.relpath(path).replace(os.sep, "/")
    return None


def sources(top):
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in FOREIGN)
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))


def subject(operation):
    parts = [getattr(operation, "schema", None), getattr(operation, "table_name", None), name_of(operation)]
    return ".".join(str(part) for part in parts if part)


def name_of(operation):
    column = getattr(operation, "column", None)
    for name in (getattr(column, "name", None), getattr(operation, "column_name", None)):
        if name:
            return name
    return getattr(operation, "constraint_name", None) or getattr(operation, "index_name", None)


def wording(operation):
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
    if operation.modify_type is not None and narrows(operation.existing_type, operation.modify_type):
        return "data"
    return "rows" if operation.modify_nullable is False else "none"


def narrows(old, new):
    """Whether values that fit the old type may not fit the new one; what cannot be told may."""
    if old is None or old._type_affinity is not new._type_affinity:
        return True
    sizes = [(getattr(old, name, None), getattr(new, name, None)) for name in ("length", "precision", "scale")]
    return any(becomes is not None and (was is None or becomes < was) for was, becomes in sizes)
