"""SQLite, as Python's drivers and frameworks reach it."""

import os

NAME = DIALECT = "sqlite"
SCHEMES = ("sqlite",)
# Words in the names of the back ends that speak to it, and the module of the usual one.
BACKEND_WORDS = ("sqlite", "spatialite")
BACKEND = "sqlite3"
DRIVERS = ()
ASYNC_DRIVERS = ("aiosqlite",)

# Connection parameters that name a database.
ADDRESS = {"database", "filename"}
ADDRESS_PREFIXES = ()

PROOF = "PRAGMA database_list"

# AUTOINCREMENT makes this table once, for good.
SIZE = "SELECT count(*) FROM sqlite_master WHERE name <> 'sqlite_sequence'"


def proves(rows, database):
    """Whether the answer to PROOF comes from our database."""
    return any(row[2] and os.path.realpath(row[2]) == os.path.realpath(database["name"]) for row in rows)


def place_of(arguments, parameters):
    """SQLite has neither host nor port."""
    return ("", "", os.path.realpath(arguments[0]) if arguments and arguments[0] != ":memory:" else ":memory:")


def text_of(host, port, name):
    return str(name or "")


def url_of(database, driver):
    return "%s:///%s" % (driver, database["name"])


def empty(execute):
    """Removes all that the database holds."""
    kept = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    for kind, name in list(execute(kept)):
        execute('DROP %s "%s"' % (kind, name.replace('"', '""')))
