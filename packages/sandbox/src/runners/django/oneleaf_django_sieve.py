"""Takes out of what the autodetector found what is not expected."""

import os

import oneleaf_django_drift as drift
from oneleaf_screen import is_below


class Sifting:
    def __init__(self, before, screen, top):
        self.before = before
        self.screen = screen
        self.top = top
        self.held = []
        self.kept = []
        self.installed = set()
        self.tangles = []

    def sift(self, changes):
        """Leaves in the changes what is expected; apps of installed packages go: their migrations are not the project's to write."""
        self.installed.update(label for label, found in changes.items() if not is_below(home(found[0]), self.top))
        gone = {(label, one.name) for label in self.installed for one in changes.pop(label)}
        for label in sorted(changes):
            migrations = changes[label]
            self.sift_app(label, migrations)
            gone.update((label, one.name) for one in migrations if not one.operations)
            changes[label] = [one for one in migrations if one.operations]
            if not changes[label]:
                del changes[label]
        needed = {tuple(each) for migrations in changes.values() for one in migrations for each in one.dependencies}
        self.tangles.extend("what is written needs a migration of %s too" % label for label, _ in sorted(gone & needed))

    def sift_app(self, label, migrations):
        every = [operation for migration in migrations for operation in migration.operations]
        deleted = {one.name_lower: one for one in every if type(one).__name__ == "DeleteModel"}
        held, kept = [], []
        for one in every:
            decides = deleted.get(getattr(one, "model_name_lower", None), one)
            allow = self.screen.missing(drift.kinds(label, decides, self.before), drift.subject(label, decides))
            difference = drift.difference(label, one, self.before)
            (held if allow else kept).append(one)
            (self.held if allow else self.kept).append(dict(difference, allow=allow) if allow else difference)
        for migration in migrations:
            migration.operations = [one for one in migration.operations if not any(one is other for other in held)]
        self.tangles.extend(tangles(label, held, kept))

    def tangle(self, changes, loader):
        """Why what is held back cannot be: once the rest is applied, just that must be left to be found."""
        from django.apps import apps
        from django.db.migrations.state import ProjectState

        if self.tangles or not self.held or not changes:
            return next(iter(self.tangles), None)
        # The detector takes options out of the states that it is given.
        state, wanted = loader.project_state(), ProjectState.from_apps(apps)
        try:
            for migration in in_order(changes):
                migration.mutate_state(state, preserve=False)
            again = drift.detector_class()(state, wanted).changes(graph=loader.graph)
        except Exception as error:
            return "%s: %s" % (type(error).__name__, error)
        left = {
            (type(one).__name__, drift.subject(label, one))
            for label in set(again) - self.installed
            for migration in again[label]
            for one in migration.operations
        }
        odd = sorted(left ^ {(one["kind"], one["subject"]) for one in self.held})
        return "%s of %s depends on it" % odd[0] if odd else None


def home(migration):
    from django.db.migrations.writer import MigrationWriter

    return os.path.realpath(MigrationWriter(migration).basedir)


def tangles(label, held, kept):
    for one in held:
        subject, kind = drift.subject(label, one), type(one).__name__
        for other in kept:
            # What was changed is removed and added anew under the same name: without the first the second fails.
            anew = kind.startswith("Remove") and type(other).__name__.startswith("Add") and drift.subject(label, other).lower() == subject.lower()
            if anew or (kind == "AddField" and uses(other, one)):
                yield "%s of %s depends on %s" % (type(other).__name__, drift.subject(label, other), subject)


def uses(operation, field):
    """Whether an index, a constraint or a set of unique fields is of a field."""
    part = getattr(operation, "index", None) or getattr(operation, "constraint", None)
    names = set(getattr(part, "fields", ())) | {name for group in getattr(operation, "option_value", None) or () for name in group}
    model = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", None)
    return model == field.model_name_lower and field.name in names


def in_order(changes):
    """Parents first."""
    left = {(label, one.name): one for label, migrations in changes.items() for one in migrations}
    while left:
        ready = [key for key, one in left.items() if not any(tuple(each) in left for each in one.dependencies)]
        if not ready:
            raise ValueError("the new migrations depend on one another")
        for key in ready:
            yield left.pop(key)
