"""Kinds of database. Each is a module `oneleaf_engine_<name>` beside this one."""

import importlib
import os

HOME = os.path.dirname(os.path.realpath(__file__))
PREFIX = "oneleaf_engine_"


def of(database):
    return importlib.import_module(PREFIX + database["engine"])


def is_ours(raw, database):
    """Whether an open driver connection leads to our database, as the server or the file itself says."""
    engine = of(database)
    cursor = raw.cursor()
    try:
        cursor.execute(engine.PROOF)
        rows = cursor.fetchall()
    finally:
        cursor.close()
    raw.rollback()
    return engine.proves(rows, database)


def every():
    names = sorted(os.path.splitext(name)[0] for name in os.listdir(HOME) if name.startswith(PREFIX) and name.endswith(".py"))
    return [importlib.import_module(name) for name in names]


def named(dialect, ours):
    """The engine of a dialect of SQLAlchemy's: ours where it is that, None where no engine is."""
    return next((engine for engine in [ours, *every()] if engine.DIALECT == dialect), None)


def server_place(arguments, parameters):
    """Host, port and name from the arguments of a driver that speaks to a server."""
    found = [parameters.get(name) for name in ("host", "port")] + [parameters.get("dbname") or parameters.get("database")]
    return tuple("" if value is None else str(value) for value in found)


def server_text(host, port, name):
    return "%s%s/%s" % (host or "localhost", ":%s" % port if port else "", name or "")
