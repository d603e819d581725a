"""Lets engines of SQLAlchemy connect to our database and to no other."""

import os

import oneleaf_engine


class Guard:
    def __init__(self, database, redirect, answers):
        self.database = database
        self.engine = oneleaf_engine.of(database)
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
        theirs = oneleaf_engine.named(dialect.name, self.engine)
        place = (theirs.place_of if theirs else oneleaf_engine.server_place)(arguments, parameters)
        text = (theirs.text_of if theirs else oneleaf_engine.server_text)(*place)
        if theirs is not self.engine:
            self.answers.refuse(text, dialect.name)
        if place not in self.places and not self.redirect:
            self.answers.refuse(text)
        ours, named = dialect.create_connect_args(self.url(dialect.name + "+" + dialect.driver))
        kept = {name: value for name, value in parameters.items() if not self.is_address(name)}
        arguments[:] = list(ours)
        parameters.clear()
        parameters.update(kept)
        parameters.update(named)

    def after(self, connection, record):
        """Also reached by engines made with `creator=`, which open their connections themselves."""
        try:
            ours = oneleaf_engine.is_ours(connection, self.database)
        except Exception:
            ours = False
        if not ours:
            self.answers.refuse("a server that env.py connects to by itself")
        self.answers.connected(type(connection).__module__)

    def is_address(self, name):
        return name in self.engine.ADDRESS or name.startswith(self.engine.ADDRESS_PREFIXES)

    def url(self, driver):
        # Where SQLAlchemy 1.3 has it, too.
        from sqlalchemy.engine.url import make_url

        return make_url(self.engine.url_of(self.database, driver))
