"""Compares how much a schema holds before a migration and after its undoing: one query a step."""


class Residue:
    """The migrations of a stairway whose undoing does not bring the schema back to its size."""

    def __init__(self):
        self.before = None
        self.left = []

    def note(self, migration, step, size):
        """`size`: just before the step."""
        if step == "up":
            self.before = size
        if step == "up again" and size != self.before:
            self.left.append(migration)
