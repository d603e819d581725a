"""PostgreSQL, as Python's drivers and frameworks reach it."""

from urllib.parse import quote

from oneleaf_engine import server_place, server_text

NAME = DIALECT = "postgresql"
SCHEMES = ("postgresql", "postgres")
# Words in the names of the back ends that speak to it, and the module of the usual one.
BACKEND_WORDS = ("postg", "psycopg", "timescale", "cockroach")
BACKEND = "postgresql"
DRIVERS = ("psycopg2", "psycopg", "pg8000")
ASYNC_DRIVERS = ("asyncpg", "psycopg")

# Connection parameters that name a server, or ask for what a throw-away one has not.
ADDRESS = {
    "assume_role", "channel_binding", "database", "dbname", "dsn", "host", "hostaddr", "passfile", "password", "pool", "port",
    "require_auth", "service", "target_session_attrs", "unix_sock", "user",
}
ADDRESS_PREFIXES = ("ssl", "gss", "krb")

PROOF = "SELECT current_setting('oneleaf.token', true)"

OURS = "(SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_')"
# Tables grow one for long values with their first text column, and keep it when the column goes: those of pg_toast do not count.
COUNTS = (
    "pg_namespace",
    "pg_class WHERE relnamespace IN %s" % OURS,
    "pg_attribute WHERE NOT attisdropped AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace IN %s)" % OURS,
    "pg_type WHERE typnamespace IN %s" % OURS,
    "pg_enum",
    "pg_constraint",
    "pg_proc WHERE pronamespace IN %s" % OURS,
    "pg_trigger",
    "pg_policy",
    "pg_extension",
)
SIZE = "SELECT concat_ws(' ', %s)" % ", ".join("(SELECT count(*) FROM %s)" % one for one in COUNTS)

EMPTY = """
DO $$
DECLARE own text;
BEGIN
    FOR own IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', own);
    END LOOP;
    CREATE SCHEMA public;
END $$
"""


def proves(rows, database):
    """Whether the answer to PROOF comes from our database."""
    return rows[0][0] == database["token"]


def place_of(arguments, parameters):
    return server_place(arguments, parameters)


def text_of(host, port, name):
    return server_text(host, port or 5432, name)


def url_of(database, driver):
    user = quote(database["user"], safe="")
    secret = ":" + quote(database["password"], safe="") if database["password"] else ""
    if not database["host"].startswith("/"):
        return "%s://%s%s@%s:%s/%s" % (driver, user, secret, database["host"], database["port"], database["name"])
    return "%s://%s%s@/%s?host=%s&port=%s" % (driver, user, secret, database["name"], database["host"], database["port"])


def empty(execute):
    """Removes all that the database holds."""
    execute(EMPTY)
