"""Model modules that import each other: what Python would do if one of them were imported first, worked out from the text."""

import ast
import functools
import os
import re

from oneleaf_sources import imports_within, names_bound
from oneleaf_unimported import holding

# What a file with models has in it.
MODELS = r"__tablename__|\((?:\w+\.)*\w*(?:Model|Base)\b"


class Unfinished(Exception):
    """A name was wanted of a module that had not come to it."""


class Unclear(Exception):
    """What Python would do depends on what is not in the text."""


def problems(sources):
    """One for each circle with models in it: who wants the name, and who, imported first, has not come to it."""
    models = [os.path.realpath(path) for path in holding(re.compile(MODELS), sources.top)]
    found = {}
    # What models import may be what a program imports first.
    waiting = list(models)
    seen = set(models)
    begin = functools.lru_cache(maxsize=None)(lambda chain: Run(sources).begin(chain))
    for path in waiting:
        runs = [begun(begin, sources.chain(name), path) for name in sources.names(path)]
        new = {file for run in runs for file in run.bound} - seen
        waiting += sorted(new)
        seen |= new
        # Whatever the file is called: it may be reached by more than one folder of sys.path.
        if runs and all(run.problem for run in runs) and runs[0].circle & set(models):
            found.setdefault(runs[0].circle, runs[0].problem)
    return list(found.values())


def begun(begin, chain, path):
    """Most modules of a package are imported by the package: then it has been tried what comes first."""
    package = begin(tuple(chain[:-1]))
    return package if package.problem or path in package.bound else begin(tuple(chain))


class Run:
    """One process that imports modules: which have been begun, and what each has bound so far."""

    def __init__(self, sources):
        self.sources = sources
        self.bound = {}
        self.open = []
        self.problem = None
        self.circle = frozenset()

    def begin(self, chain):
        try:
            self.load_all(chain)
        except (Unfinished, Unclear, RecursionError):
            pass
        return self

    def load_all(self, chain):
        for path in chain:
            self.load(path)

    def load(self, path):
        if path in self.bound:
            return
        self.bound[path] = set()
        self.open.append([path, 0])
        tree = self.sources.tree(path)
        for statement in tree.body if tree else ():
            self.run(path, statement)
        self.open.pop()

    def run(self, path, statement):
        self.open[-1][1] = statement.lineno
        if is_for_types(statement):
            return self.run_each(path, statement.orelse)
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                self.load_all(self.sources.chain(alias.name))
        elif isinstance(statement, ast.ImportFrom):
            self.take(path, statement)
        elif isinstance(statement, ast.With):
            self.run_each(path, statement.body)
        elif any(self.is_ours(path, node) for node in imports_within(statement)):
            raise Unclear
        self.bound[path].update(names_bound(statement))

    def run_each(self, path, statements):
        for statement in statements:
            self.run(path, statement)

    def is_ours(self, path, node):
        if isinstance(node, ast.Import):
            return any(self.sources.chain(alias.name) for alias in node.names)
        return bool(self.sources.chain_from(path, node))

    def take(self, path, statement):
        chain = self.sources.chain_from(path, statement)
        self.load_all(chain)
        for alias in statement.names if chain else ():
            self.take_name(chain[-1], alias.name)

    def take_name(self, owner, name):
        # What a star brings is its owner's, and a module's own __getattr__ may have anything.
        if name == "*" or self.bound[owner] & {name, "*", "__getattr__"}:
            return
        part = self.sources.part(owner, name)
        begun = [at for at, (path, _) in enumerate(self.open) if path == owner]
        if part:
            self.load(part)
        elif begun:
            self.stop(self.open[begun[0] :], name)

    def stop(self, circle, name):
        at, before = (self.sources.place(*circle[end]) for end in (-1, 0))
        self.problem = {"rule": "circular-import", "name": name, "at": at, "before": before}
        self.circle = frozenset(path for path, _ in circle)
        raise Unfinished


def is_for_types(statement):
    if not isinstance(statement, ast.If):
        return False
    name = statement.test.attr if isinstance(statement.test, ast.Attribute) else getattr(statement.test, "id", None)
    return name == "TYPE_CHECKING"
