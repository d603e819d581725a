"""What becomes of two chains of operations that start from one state, in either order. Asked with {"files": {"base.py", "own.py", "landed.py"}, "label"}."""

import functools

import django
from django.conf import settings

from serve import serve, told

settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.db import connection  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402

OTHERS = ("auth", "contenttypes")
CONTRIB = MigrationLoader(None).project_state([(app, "0001_initial") for app in OTHERS])


def by_name(listed):
    """The autodetector compares indexes and constraints as sets (create_altered_indexes), so that their order means nothing."""
    return sorted(listed, key=lambda one: one.name) if all(hasattr(one, "name") for one in listed) else listed


def drawn(state):
    """A project state in which nothing but what Django itself compares is left."""
    models = {}
    for key, model in state.models.items():
        if key in CONTRIB.models:
            continue
        options = {name: by_name(value) if name in ("indexes", "constraints") else value for name, value in model.options.items()}
        fields = {name: repr(field.deconstruct()[1:]) for name, field in model.fields.items()}
        models[".".join(key)] = [model.name, fields, {name: repr(value) for name, value in sorted(options.items())}, repr(model.bases)]
    return models


def schema():
    """Tables by their columns' names: the order of columns means nothing."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = cursor.execute(f'PRAGMA table_info("{table}")').fetchall()
            constraints = connection.introspection.get_constraints(cursor, table)
            found[table] = [sorted(repr(column[1:]) for column in columns), sorted(repr(sorted(one.items(), key=str)) for one in constraints.values())]
    return found


def ensure_sound(state):
    """What Django's own checks say of the models: a constraint on a field that is gone breaks whatever comes next."""
    # A clone keeps the models that are rendered already, and with them references to what is gone.
    fresh = ProjectState({key: model.clone() for key, model in state.models.items()}, state.real_apps)
    models = [model for model in fresh.apps.get_models() if model._meta.app_label not in OTHERS]
    # A state holds `unique_together` as a set, where a model has a list (E010).
    errors = [error for model in models for error in model.check(databases=["default"]) if error.id != "models.E010"]
    if errors:
        raise ValueError("; ".join(error.msg for error in errors))


def advance(state, name, chain, label):
    with connection.schema_editor(atomic=True) as editor:
        state = chain(name, label).apply(state, editor)
    ensure_sound(state)
    return state


@functools.cache
def ground(text, label):
    """The state and the database after the chain that both sides start from."""
    BaseDatabaseWrapper.close(connection)
    state = advance(CONTRIB.clone(), "base", chain_in(text), label)
    return state, connection.connection.serialize()


def chain_in(text):
    names = {}
    exec(text, names)
    return names["Migration"]


def run(base, chains, label):
    """The state and schema after all chains, or the error and in which chain it came."""
    state, database = ground(base, label)
    # Django keeps a database in memory open (DatabaseWrapper.close); each run needs its own.
    BaseDatabaseWrapper.close(connection)
    connection.ensure_connection()
    connection.connection.deserialize(database)
    for name, text in chains:
        try:
            state = advance(state.clone(), name, chain_in(text), label)
        except Exception as error:
            return {"failed": name, "error": told(error), "state": None, "schema": None}
    return {"failed": None, "error": None, "state": drawn(state), "schema": schema()}


def answer(root, request):
    files, label = request["files"], request["label"]
    own, landed = (("own", files["own.py"]), ("landed", files["landed.py"]))
    alone = [run(files["base.py"], [one], label)["error"] for one in (own, landed)]
    if any(alone):
        return {"alone": alone, "behind": None, "before": None}
    return {"alone": alone, "behind": run(files["base.py"], [landed, own], label), "before": run(files["base.py"], [own, landed], label)}


if __name__ == "__main__":
    serve(answer)
