"""The project's settings with every database replaced by ours. Imported by Django as the settings module."""

import importlib
import json
import os

# What leads a PostgreSQL driver elsewhere, or asks for what a throw-away server has not.
ELSEWHERE = ("ssl", "gss", "krb")
NOT_OURS = {
    "assume_role", "channel_binding", "database", "dbname", "host", "hostaddr", "passfile", "password", "pool", "port",
    "require_auth", "service", "target_session_attrs", "user",
}


def load(name):
    """Imports the user's module under the name that it would have in DJANGO_SETTINGS_MODULE: some read it, django-configurations hooks onto it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = name
    try:
        return importlib.import_module(name)
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = __name__


def engine_of(theirs, kind):
    """The project's own engine where it speaks to our kind of database: PostGIS and wrapped engines stay."""
    engine = theirs.get("ENGINE", "")
    return engine if kind_of(engine) == kind else "django.db.backends." + ("sqlite3" if kind == "sqlite" else "postgresql")


def kind_of(engine):
    if "sqlite" in engine or "spatialite" in engine:
        return "sqlite"
    if any(word in engine for word in ("postg", "psycopg", "timescale", "cockroach")):
        return "postgresql"
    return engine.split(".")[-1] or "none"


def ours(theirs, database):
    options = {
        name: value
        for name, value in theirs.get("OPTIONS", {}).items()
        if kind_of(theirs.get("ENGINE", "")) == database["kind"] and name not in NOT_OURS and not name.startswith(ELSEWHERE)
    }
    kept = {name: theirs[name] for name in ("ATOMIC_REQUESTS", "AUTOCOMMIT", "TIME_ZONE", "DISABLE_SERVER_SIDE_CURSORS") if name in theirs}
    address = {name.upper(): database[name] for name in ("name", "user", "password", "host", "port")}
    return dict(kept, ENGINE=engine_of(theirs, database["kind"]), OPTIONS=options, CONN_MAX_AGE=0, **address)


_module = load(os.environ["ONELEAF_SETTINGS"])
for _name in dir(_module):
    if _name.isupper():
        globals()[_name] = getattr(_module, _name)

_theirs = dict(getattr(_module, "DATABASES", {}))
_theirs.setdefault("default", {})
_ours = json.loads(os.environ["ONELEAF_DATABASE"])
ONELEAF_THEIRS = _theirs
ONELEAF_ENGINES = {alias: kind_of(settings.get("ENGINE", "")) for alias, settings in _theirs.items()}
DATABASES = {alias: ours(settings, _ours) for alias, settings in _theirs.items()}
# For code that imports the settings module itself instead of django.conf.
_module.DATABASES = DATABASES

_overlays = json.loads(os.environ["ONELEAF_OVERLAYS"])
if _overlays:
    MIGRATION_MODULES = dict(getattr(_module, "MIGRATION_MODULES", {}), **_overlays)
