"""Lets a project connect to our database and to no other."""

import os

# Connection parameters that name a server, or ask for what a throw-away one has not.
ADDRESS = {
    "channel_binding", "database", "dbname", "dsn", "filename", "host", "hostaddr", "passfile", "password", "port", "require_auth",
    "service", "target_session_attrs", "unix_sock", "user",
}
ADDRESS_PREFIXES = ("ssl", "gss", "krb")

TOKEN = "SELECT current_setting('oneleaf.token', true)"


def spelled(host, port, name):
    return "%s:%s/%s" % (host or "localhost", port or 5432, name or "")


def is_ours(raw, database):
    """Whether an open driver connection leads to our database, as the server or the file itself says."""
    cursor = raw.cursor()
    try:
        cursor.execute("PRAGMA database_list" if database["kind"] == "sqlite" else TOKEN)
        rows = cursor.fetchall()
    finally:
        cursor.close()
    if database["kind"] == "sqlite":
        return any(row[2] and os.path.realpath(row[2]) == os.path.realpath(database["name"]) for row in rows)
    raw.rollback()
    return rows[0][0] == database["token"]


def guard_django(database, answers):
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.signals import connection_created

    connect = BaseDatabaseWrapper.connect

    def guarded(self):
        # Code may have kept settings of its own, or make connections that no settings name.
        named = [str(self.settings_dict.get(name) or "") for name in ("HOST", "PORT", "NAME")]
        if named != [database["host"], database["port"], database["name"]]:
            answers.refuse(spelled(*named))
        return connect(self)

    def connected(connection, **_):
        if not is_ours(connection.connection, database):
            answers.refuse(spelled(*(connection.settings_dict.get(name) for name in ("HOST", "PORT", "NAME"))))
        answers.connected(connection.alias)

    BaseDatabaseWrapper.connect = guarded
    connection_created.connect(connected, weak=False)


class SqlalchemyGuard:
    def __init__(self, database, redirect, answers):
        self.database = database
        self.redirect = redirect
        self.answers = answers
        self.engines = set()
        self.places = [(database["host"], database["port"], database["name"])]
        if database.get("tcp"):
            self.places.append(tuple(database["tcp"][part] for part in ("host", "port", "name")))

    def install(self):
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "do_connect", self.before)
        event.listen(Engine, "connect", self.after)
        event.listen(Engine, "engine_connect", self.used)

    def used(self, connection, *_):
        self.engines.add(connection.engine)

    def release(self):
        """Closes what pools keep: each run of env.py has an engine of its own, and a server has only so many connections."""
        while self.engines:
            engine = self.engines.pop()
            # What an event loop has opened can only be let go of, once that is over.
            engine.dispose(**({"close": False} if getattr(engine.dialect, "is_async", False) else {}))

    def before(self, dialect, record, arguments, parameters):
        """What the driver is about to be called with; SQLAlchemy lets a listener change both in place."""
        self.answers.conceal(os.environ)
        place = self.place(dialect, arguments, parameters)
        spoken = place[2] if dialect.name == "sqlite" else spelled(*place)
        if dialect.name != self.database["kind"]:
            self.answers.refuse(spoken, dialect.name)
        if place not in self.places and not self.redirect:
            self.answers.refuse(spoken)
        ours, named = dialect.create_connect_args(self.url(dialect.name + "+" + dialect.driver))
        kept = {name: value for name, value in parameters.items() if name not in ADDRESS and not name.startswith(ADDRESS_PREFIXES)}
        arguments[:] = list(ours)
        parameters.clear()
        parameters.update(kept)
        parameters.update(named)

    def after(self, connection, record):
        """Also reached by engines made with `creator=`, which open their connections themselves."""
        try:
            ours = is_ours(connection, self.database)
        except Exception:
            ours = False
        if not ours:
            self.answers.refuse("a server that env.py connects to by itself")
        self.answers.connected(type(connection).__module__)

    def place(self, dialect, arguments, parameters):
        if dialect.name == "sqlite":
            return ("", "", os.path.realpath(arguments[0]) if arguments and arguments[0] != ":memory:" else ":memory:")
        found = [parameters.get(name) for name in ("host", "port")] + [parameters.get("dbname") or parameters.get("database")]
        return tuple("" if value is None else str(value) for value in found)

    def url(self, driver):
        # Where SQLAlchemy 1.3 has it, too.
        from sqlalchemy.engine.url import make_url

        return make_url(url_of(self.database, driver))


def url_of(database, driver):
    """Percent signs in it are doubled by who puts it into an ini: ConfigParser reads them as its own."""
    from urllib.parse import quote

    if database["kind"] == "sqlite":
        return "%s:///%s" % (driver, database["name"])
    user = quote(database["user"], safe="")
    secret = ":" + quote(database["password"], safe="") if database["password"] else ""
    if not database["host"].startswith("/"):
        return "%s://%s%s@%s:%s/%s" % (driver, user, secret, database["host"], database["port"], database["name"])
    return "%s://%s%s@/%s?host=%s&port=%s" % (driver, user, secret, database["name"], database["host"], database["port"])
