"""What becomes of two revisions that start from one schema, in either order. Asked with {"files": {"base.py", "own.py", "landed.py"}}."""

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from serve import serve, told


def upgrade(connection, source):
    with Operations.context(MigrationContext.configure(connection)):
        names = {}
        exec(source, names)
        names["upgrade"]()


def by_name(listed):
    return sorted(repr(sorted((key, repr(value)) for key, value in one.items())) for one in listed)


def schema(connection):
    """Tables by their columns' names, the order of which means nothing, and their rows."""
    found = {}
    inspector = inspect(connection)
    for table in inspector.get_table_names():
        rows = connection.execute(text(f'SELECT * FROM "{table}"')).mappings()
        listings = (inspector.get_columns, inspector.get_indexes, inspector.get_unique_constraints, inspector.get_foreign_keys)
        found[table] = [*(by_name(listing(table)) for listing in listings), by_name(rows)]
    return found


def run(base, chains):
    """The schema after all chains, or the error and in which chain it came."""
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            upgrade(connection, base)
            for name, source in chains:
                try:
                    upgrade(connection, source)
                except Exception as error:
                    return {"failed": name, "error": told(error), "schema": None}
            return {"failed": None, "error": None, "schema": schema(connection)}
    finally:
        engine.dispose()


def answer(root, request):
    files = request["files"]
    own, landed = (("own", files["own.py"]), ("landed", files["landed.py"]))
    alone = [run(files["base.py"], [one])["error"] for one in (own, landed)]
    if any(alone):
        return {"alone": alone, "behind": None, "before": None}
    return {"alone": alone, "behind": run(files["base.py"], [landed, own]), "before": run(files["base.py"], [own, landed])}


if __name__ == "__main__":
    serve(answer)
