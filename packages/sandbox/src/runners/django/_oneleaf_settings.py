"""The project's settings with every database replaced by ours. Imported by Django as the settings module."""

import importlib
import json
import os

import oneleaf_engine


def load(name):
    """Imports the user's module under the name that it would have in DJANGO_SETTINGS_MODULE: some read it, django-configurations hooks onto it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = name
    try:
        return importlib.import_module(name)
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = __name__


def speaks_to(backend, engine):
    return any(word in backend for word in engine.BACKEND_WORDS)


def kind_of(backend):
    """The engine that a back end speaks to: PostGIS and wrapped back ends, too."""
    known = next((engine.NAME for engine in oneleaf_engine.every() if speaks_to(backend, engine)), None)
    return known or backend.split(".")[-1] or "none"


def ours(theirs, database):
    engine, backend, options = oneleaf_engine.of(database), theirs.get("ENGINE", ""), {}
    if speaks_to(backend, engine):
        options = {
            name: value
            for name, value in theirs.get("OPTIONS", {}).items()
            if name not in engine.ADDRESS and not name.startswith(engine.ADDRESS_PREFIXES)
        }
    else:
        backend = "django.db.backends." + engine.BACKEND
    kept = {name: theirs[name] for name in ("ATOMIC_REQUESTS", "AUTOCOMMIT", "TIME_ZONE", "DISABLE_SERVER_SIDE_CURSORS") if name in theirs}
    address = {name.upper(): database[name] for name in ("name", "user", "password", "host", "port")}
    return dict(kept, ENGINE=backend, OPTIONS=options, CONN_MAX_AGE=0, **address)


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
