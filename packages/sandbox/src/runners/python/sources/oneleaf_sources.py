"""Modules of the project as Python's own parser reads them: nothing is imported."""

import ast
import functools
import os
import re


class Sources:
    """`top`: the folder that is looked at, absolute. A module is known by its file, whatever it is called."""

    def __init__(self, top):
        self.top = os.path.realpath(top)
        # What this Python cannot read.
        self.unread = set()
        for name in ("tree", "chain", "at"):
            setattr(self, name, functools.lru_cache(maxsize=None)(getattr(self, name)))
        inner = os.path.join(self.top, "src")
        # A folder of packages that is none itself.
        self.roots = [self.top] + ([inner] if os.path.isdir(inner) and not self.at(inner) else [])

    def tree(self, path):
        try:
            with open(path, "rb") as file:
                return ast.parse(file.read())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            self.unread.add(self.shown(path))
            return None

    def chain(self, name):
        """The files that `import a.b` runs: those of the packages first. Nothing for what is not the project's."""
        for root in self.roots:
            files = [self.at(os.path.join(root, *name.split(".")[: size + 1])) for size in range(name.count(".") + 1)]
            # A folder without __init__.py is a package too, and runs nothing.
            if files[-1]:
                return [file for file in files if file]
        return []

    def chain_from(self, path, statement):
        """The same for what `from ... import` names, in the file of this path."""
        if not statement.level:
            return self.chain(statement.module)
        folder = path
        for _ in range(statement.level):
            folder = os.path.dirname(folder)
        inside = os.path.relpath(os.path.join(folder, *(statement.module or "").split(".")), self.top)
        return [] if inside.startswith(os.pardir) else self.chain(".".join(inside.split(os.sep)))

    def names(self, path):
        """What a file may be imported as."""
        inside = (os.path.relpath(path, root) for root in self.roots if path.startswith(root + os.sep))
        return [re.sub(r"(?:/__init__)?\.py$", "", name.replace(os.sep, "/")).replace("/", ".") for name in inside]

    def at(self, place):
        for path in (os.path.join(place, "__init__.py"), place + ".py"):
            if os.path.isfile(path):
                return path
        return None

    def part(self, path, name):
        """The file of a package's module."""
        return self.at(os.path.join(os.path.dirname(path), name)) if is_package(path) else None

    def shown(self, path):
        return os.path.relpath(path, self.top).replace(os.sep, "/")

    def place(self, path, line):
        return {"path": self.shown(path), "line": line}


def is_package(path):
    return os.path.basename(path) == "__init__.py"


@functools.lru_cache(maxsize=None)
def imports_within(statement):
    return tuple(node for node in within(statement) if isinstance(node, (ast.Import, ast.ImportFrom)))


@functools.lru_cache(maxsize=None)
def names_bound(statement):
    return frozenset(bound_by(statement))


def bound_by(statement):
    """Every name that a statement may give to its module, however deep."""
    for node in within(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("exec", "globals", "vars"):
            yield "*"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)


def within(statement):
    """The statement and what it runs itself: not what stands in functions and classes."""
    yield statement
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        for child in ast.iter_child_nodes(statement):
            yield from within(child)
