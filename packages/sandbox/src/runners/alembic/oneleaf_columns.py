"""Columns and foreign keys, as one file of models or one revision spells them."""

import ast

COLUMNS = ("Column", "mapped_column")

# Types of SQLAlchemy that a database compares with each other.
FAMILIES = {
    "number": "BIGINT BigInteger DECIMAL Float INT INTEGER Integer NUMERIC Numeric SMALLINT SmallInteger int",
    "text": "CHAR String TEXT Text Unicode UnicodeText VARCHAR str",
    "uuid": "UUID Uuid",
    "truth": "BOOLEAN Boolean bool",
}
FAMILY = {name: family for family, names in FAMILIES.items() for name in names.split()}


class Column:
    """`type`: as the source spells it, nothing where that is not known; `keys`: `table.column`, each with its place."""

    def __init__(self, kind, place):
        self.type = kind
        self.family = FAMILY.get(kind)
        self.place = place


class Key:
    def __init__(self, column, target, place):
        self.column = column
        self.target = target
        self.place = place


class Reader:
    """Columns and keys in one file."""

    def __init__(self, sources, path, tree, world):
        self.sources = sources
        self.path = path
        self.tree = tree
        self.world = world
        self.known = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
            if (getattr(node, "module", None) or alias.name).split(".")[0] == "sqlalchemy"
        } | {"db"}

    def place(self, node):
        return self.sources.place(self.path, node.lineno)

    def column(self, table, call, name=None, annotation=None):
        """`name`: of the attribute, where the call does not say another one."""
        given = list(call.args) + [one.value for one in call.keywords if one.arg == "type_"]
        if given and text(given[0]):
            name = text(given.pop(0))
        if name is None:
            return
        inner = [one for one in given if isinstance(one, ast.Call) and last(one) == "ForeignKey"]
        for one in inner:
            self.key("%s.%s" % (table, name), text(one.args[0]) if one.args else None, one)
        kinds = [self.type_of(one) for one in given if one not in inner]
        kind = kinds[0] if kinds else None if inner else annotation
        self.world.define(table, name, Column(kind, self.place(call)))

    def type_of(self, expression):
        named = expression.func if isinstance(expression, ast.Call) else expression
        root = named
        while isinstance(root, ast.Attribute):
            root = root.value
        return last(named) if getattr(root, "id", None) in self.known else None

    def key(self, column, target, node):
        # One with a schema is not followed.
        if target and target.count(".") == 1:
            self.world.keys.append(Key(column, target, self.place(node)))

    def constraint(self, table, call):
        if last(call) == "ForeignKeyConstraint" and len(call.args) > 1:
            for name, target in zip(texts(call.args[0]), texts(call.args[1])):
                self.key("%s.%s" % (table, name), target, call)


class Model(Reader):
    def read(self, node, classes):
        table = next((text(one.value) for one in assigned(node, "__tablename__")), None)
        if not table:
            return
        for one in assigned(node, "__table_args__"):
            if "'schema'" in ast.dump(one.value):
                self.world.touched.add(table)
            for call in calls(one.value):
                self.constraint(table, call)
        for reader, part in lineage(self, node, classes):
            for statement in part.body:
                if isinstance(statement, (ast.Assign, ast.AnnAssign)) and last(statement.value) in COLUMNS and isinstance(statement.value, ast.Call):
                    target = getattr(statement, "target", None) or statement.targets[0]
                    reader.column(table, statement.value, last(target), mapped(statement))


def lineage(reader, node, classes, depth=8):
    yield reader, node
    for base in node.bases if depth else ():
        # Two of one name are not distinguished.
        found = classes.get(last(base), ())
        if len(found) == 1 and found[0][1] is not node:
            yield from lineage(*found[0], classes, depth - 1)


class Revision(Reader):
    def read(self):
        functions = [one for one in self.tree.body if isinstance(one, ast.FunctionDef) and one.name != "downgrade"]
        for call in (call for function in functions for call in calls(function)):
            self.operation(last(call), call)

    def operation(self, kind, call):
        named = [text(one) for one in call.args]
        if kind in ("create_table", "add_column") and named and named[0]:
            if any(one.arg == "schema" for one in call.keywords):
                self.world.touched.add(named[0])
            for part in (one for one in call.args[1:] if isinstance(one, ast.Call)):
                self.column(named[0], part) if last(part) in COLUMNS else self.constraint(named[0], part)
        elif kind == "create_foreign_key" and len(call.args) > 4 and named[1] and named[2]:
            for column, aim in zip(texts(call.args[3]), texts(call.args[4])):
                self.key("%s.%s" % (named[1], column), "%s.%s" % (named[2], aim), call)
        elif kind in ("alter_column", "rename_table", "batch_alter_table"):
            self.world.touched.update(name for name in named if name)
        elif kind in ("execute", "text"):
            self.world.statements += [one.value for one in ast.walk(call) if text(one)]


def is_revision(tree):
    names = {target.id for one in tree.body if isinstance(one, ast.Assign) for target in one.targets if isinstance(target, ast.Name)}
    typed = {one.target.id for one in tree.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)}
    return {"revision", "down_revision"} <= names | typed


def assigned(node, name):
    return [one for one in node.body if isinstance(one, ast.Assign) and last(one.targets[0]) == name]


def mapped(statement):
    """`int` of `Mapped[int]`."""
    annotation = getattr(statement, "annotation", None)
    return last(annotation.slice) if isinstance(annotation, ast.Subscript) and last(annotation.value) == "Mapped" else None


def calls(node):
    return [one for one in ast.walk(node) if isinstance(one, ast.Call)]


def last(expression):
    if isinstance(expression, ast.Call):
        return last(expression.func)
    return getattr(expression, "attr", getattr(expression, "id", None))


def text(expression):
    return expression.value if isinstance(expression, ast.Constant) and isinstance(expression.value, str) else None


def texts(expression):
    found = [text(one) for one in getattr(expression, "elts", ())]
    return found if all(found) else []
