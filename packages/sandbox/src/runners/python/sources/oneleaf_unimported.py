"""A model's file that nothing has imported is the likely reason for a table that would be dropped."""

import os
import re
import sys

# Where no model of the project's own lies.
FOREIGN = {"node_modules", "site-packages", "venv", "env"}


def unimported(sign, top="."):
    """The first file below that has this sign and is in no module; relative to where the project runs."""
    imported = {os.path.realpath(path) for path in (getattr(module, "__file__", None) for module in list(sys.modules.values())) if path}
    for path in holding(re.compile(sign, re.MULTILINE), top):
        if os.path.realpath(path) not in imported:
            return os.path.relpath(path).replace(os.sep, "/")
    return None


def holding(pattern, top):
    """Files below with this in their text."""
    for path in sources(top):
        with open(path, encoding="utf-8", errors="replace") as file:
            if pattern.search(file.read()):
                yield path


def sources(top):
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in FOREIGN)
        files = (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))
        # Somebody may have given a pipe such a name.
        yield from (path for path in files if os.path.isfile(path))
