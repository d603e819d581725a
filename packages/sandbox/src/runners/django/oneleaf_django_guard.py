"""Lets a Django project connect to our database and to no other."""

import oneleaf_engine


def guard(database, answers):
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.signals import connection_created

    connect = BaseDatabaseWrapper.connect
    text_of = oneleaf_engine.of(database).text_of

    def guarded(self):
        # Code may have kept settings of its own, or make connections that no settings name.
        named = [str(self.settings_dict.get(name) or "") for name in ("HOST", "PORT", "NAME")]
        if named != [database["host"], database["port"], database["name"]]:
            answers.refuse(text_of(*named))
        return connect(self)

    def connected(connection, **_):
        if not oneleaf_engine.is_ours(connection.connection, database):
            answers.refuse(text_of(*(connection.settings_dict.get(name) for name in ("HOST", "PORT", "NAME"))))
        answers.connected(connection.alias)

    BaseDatabaseWrapper.connect = guarded
    connection_created.connect(connected, weak=False)
