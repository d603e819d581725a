"""Foreign keys of models and of revisions that do not fit what they refer to, read from the sources: no database, and nothing is imported."""

import ast
import os
import re

from oneleaf_columns import Model, Revision, is_revision
from oneleaf_unimported import holding

KEY = r"ForeignKey|create_foreign_key|Column\(|mapped_column\("


class World:
    """The tables of all models, or of all revisions: every definition of each column, and the keys."""

    def __init__(self):
        self.tables = {}
        self.keys = []
        # Tables that something else changes, too.
        self.touched = set()
        self.statements = []

    def define(self, table, name, column):
        self.tables.setdefault(table, {}).setdefault(name, []).append(column)

    def one(self, path):
        """The column of a `table.column`, where all that is said of it is of one family."""
        table, _, name = path.rpartition(".")
        found = self.tables.get(table, {}).get(name, [])
        families = {column.family for column in found}
        unclear = table in self.touched or self.is_in_statement(table) or len(families) != 1 or None in families
        return None if unclear else found[0]

    def is_in_statement(self, table):
        return any(re.search(r"\b%s\b" % re.escape(table), statement) for statement in self.statements)

    def mismatched(self):
        for key in self.keys:
            column, aim = self.one(key.column), self.one(key.target)
            if column and aim and column.family != aim.family:
                yield dict(described(key), end={"place": aim.place, "types": [column.type, aim.type]})


def problems(sources):
    models, revisions = World(), World()
    classes = {}
    for path in holding(re.compile(KEY), sources.top):
        path = os.path.realpath(path)
        tree = sources.tree(path)
        if tree and is_revision(tree):
            Revision(sources, path, tree, revisions).read()
        elif tree:
            reader = Model(sources, path, tree, models)
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    classes.setdefault(node.name, []).append((reader, node))
    for reader, node in [one for found in classes.values() for one in found]:
        reader.read(node, classes)
    return list(models.mismatched()) + list(revisions.mismatched()) + list(homeless(models, revisions, sources.top))


def homeless(models, revisions, top):
    """Keys of models to a table that no model has, no revision makes, and nothing else names."""
    for key in models.keys:
        table = key.target.rpartition(".")[0]
        if table in models.tables or table in revisions.tables or revisions.is_in_statement(table):
            continue
        # Flask-SQLAlchemy makes a table's name of the class's.
        spelled = r"^[^#\n]*['\"]%s['\"]|^\s*class %s\b" % (re.escape(table), re.escape(table.title().replace("_", "")))
        if not any(holding(re.compile(spelled, re.MULTILINE), top)):
            yield described(key)


def described(key):
    return {"rule": "mismatched-key", "name": key.column, "target": key.target, "at": key.place}
