"""Asynchronous URLs in the files beside a project's sources: alembic.ini, and samples of its environment."""

import collections
import configparser
import os
import re

# The drivers that only an asynchronous engine takes; psycopg is both.
ASYNC = re.compile(r"(\w+\+(?:asyncpg|aiosqlite|aiomysql|asyncmy|psycopg_async|aioodbc)\b)[^:]*://")

SAMPLES = (".env.example", ".env.sample", ".env.template", ".env.dist", "example.env")

# `certain`: nothing outside of the sources decides.
Said = collections.namedtuple("Said", "dialect place certain")


def in_samples(sources, name):
    """What the project itself tells to give a variable."""
    pattern = re.compile(r"^\s*(?:export\s+)?%s\s*=\s*[\"']?%s" % (re.escape(name), ASYNC.pattern), re.IGNORECASE)
    for file in SAMPLES:
        found = in_lines(sources, os.path.join(sources.top, file), pattern)
        if found:
            return found._replace(certain=False)
    return None


def in_ini(sources, path):
    """The URL of the alembic.ini whose script directory has this env.py."""
    folder = os.path.dirname(path)
    pattern = re.compile(r"^sqlalchemy\.url\s*[=:]\s*%s" % ASYNC.pattern)
    while True:
        ini = os.path.join(folder, "alembic.ini")
        if os.path.isfile(ini) and leads_to(ini, sources.top, os.path.dirname(path)):
            return in_lines(sources, ini, pattern)
        if folder == sources.top or folder == os.path.dirname(folder):
            return None
        folder = os.path.dirname(folder)


def leads_to(ini, top, scripts):
    """Its only environment does: of several, the command line chooses."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read(ini, encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return False
    places = [parser.get(section, "script_location") for section in parser.sections() if parser.has_option(section, "script_location")]
    if len(places) != 1:
        return False
    place = places[0].replace("%(here)s", os.path.dirname(ini))
    return scripts in {os.path.realpath(os.path.join(folder, place)) for folder in (top, os.path.dirname(ini))}


def in_lines(sources, path, pattern):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = list(enumerate(file, 1)) if os.path.isfile(path) else []
    except OSError:
        return None
    found = [(number, match) for number, match in ((number, pattern.match(line)) for number, line in lines) if match]
    return Said(found[0][1].group(1), sources.place(path, found[0][0]), True) if len(found) == 1 else None
