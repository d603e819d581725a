"""Counts what a schema holds: enough to tell that a migration's own undoing has left something there, at the cost of one query a step."""

# Tables grow one for long values with their first text column, and keep it when the column goes.
OURS = "(SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_')"
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
SIZES = {
    "postgresql": "SELECT concat_ws(' ', %s)" % ", ".join("(SELECT count(*) FROM %s)" % one for one in COUNTS),
    # AUTOINCREMENT makes it once, for good.
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name <> 'sqlite_sequence'",
}


class Residue:
    """The migrations of a stairway after whose undoing the schema does not count as much as before."""

    def __init__(self):
        self.before = None
        self.left = []

    def note(self, migration, step, size):
        """`size`: just before the step."""
        if step == "up":
            self.before = size
        if step == "up again" and size != self.before:
            self.left.append(migration)
