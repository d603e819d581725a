"""Tells which operations are written, and which are held back unless they are allowed by name."""

import fnmatch
import re


class Screen:
    """`allow`: pairs of a kind and a pattern of subjects, as `--allow drop_column:users.*` has them."""

    def __init__(self, allow):
        self.allow = [tuple(pair) for pair in allow]
        self.used = set()

    def missing(self, kinds, subject):
        """What has to be allowed yet for an operation on this subject."""
        return ["%s:%s" % (kind, subject) for kind in kinds if not self.allows(kind, subject)]

    def allows(self, kind, subject):
        found = [pair for pair in self.allow if pair[0] == kind and fnmatch.fnmatchcase(subject, pair[1])]
        self.used.update(found)
        return bool(found)

    def idle(self):
        """What was allowed and nothing wanted: a slip of the pen, most of the time."""
        return ["%s:%s" % pair for pair in self.allow if pair not in self.used]


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def is_below(path, top):
    return path.startswith(top + "/") and "/site-packages/" not in path
