"""What CPython's own `ast` says of the facts that Oneleaf reads.

One JSON object a line on stdin, {"framework": "django" | "alembic", "source": base64}; one a line on stdout,
{"error": str} when CPython refuses the file, else {"facts": {name: {"value", "strings": [[text, start, end]]} | "undecided"}}.
Offsets are UTF-16 code units of the decoded text, a byte-order mark counted, as in JavaScript.
"""

import ast
import base64
import io
import json
import re
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")

ATTRIBUTES = {
    "alembic": ["revision", "down_revision", "depends_on", "branch_labels"],
    "django": ["dependencies", "run_before", "replaces"],
}
REFLECTIVE = {"globals", "locals", "vars", "exec", "setattr"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TRY = (ast.Try, getattr(ast, "TryStar", ast.Try))


class Computed(Exception):
    """The expression is no literal."""


class Text:
    def __init__(self, source):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        self.mark = source.startswith(b"\xef\xbb\xbf")
        self.text = source.decode(encoding)
        self.lines = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", self.text)]

    def offset(self, line, column):
        """Characters before a position of `ast`, whose columns are UTF-8 bytes."""
        start = self.lines[line - 1]
        rest = self.text[start:].encode("utf-8", "surrogatepass")[:column]
        return start + len(rest.decode("utf-8", "surrogatepass"))

    def span(self, node):
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)

    def units(self, offset):
        return len(self.text[:offset].encode("utf-16-le", "surrogatepass")) // 2 + self.mark

    def spelled(self, node):
        """A string with the span between its quotes where these hold it as it is, else with its whole span."""
        start, end = self.span(node)
        token = self.text[start:end]
        if re.search(r"\\N\{", token):
            raise Computed("a character by its name")
        head = re.match(r"[rRuU]?(\"\"\"|'''|\"|')", token)
        if head and token[head.end() : -len(head[1])] == node.value:
            start, end = start + head.end(), end - len(head[1])
        return [node.value, self.units(start), self.units(end)]


class Scope:
    def __init__(self):
        self.bindings = {}
        self.touched = {}

    def bind(self, name, value=None):
        self.bindings.setdefault(name, []).append(value)

    def value(self, name):
        """The expression that gives a name its only value; None when nothing gives it one."""
        if REFLECTIVE & self.touched.keys():
            raise Computed("reflection")
        found = self.bindings.get(name, [])
        if not found and name in self.touched:
            raise Computed("touched")
        if not found:
            return None
        if len(found) > 1 or found[0] is None:
            raise Computed("no single value")
        return found[0]


def walk(node):
    """Everything in an expression that is evaluated in its own scope."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.Lambda, *FUNCTIONS, ast.ClassDef)):
            yield from walk(child)


class Reader:
    def __init__(self):
        self.module = Scope()
        self.classes = {}
        self.imported = set()
        self.star = False

    def block(self, body, scope, doubt=False):
        for statement in body:
            self.statement(statement, scope, doubt)

    def statement(self, node, scope, doubt):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self.target(target, scope, None if doubt else node.value)
        elif isinstance(node, ast.AnnAssign) and (node.value or not isinstance(node.target, ast.Name)):
            self.target(node.target, scope, None if doubt else node.value)
        elif isinstance(node, ast.AugAssign):
            self.target(node.target, scope, None)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                self.target(target, scope, None)
        elif isinstance(node, ast.Expr):
            self.touch(node.value, scope)
        elif isinstance(node, FUNCTIONS):
            scope.bind(node.name)
            self.function(node, scope)
            return
        elif isinstance(node, ast.ClassDef):
            self.class_(node, scope, doubt)
            return
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                self.star |= alias.name == "*"
                name = alias.asname or (alias.name if isinstance(node, ast.ImportFrom) else alias.name.split(".")[0])
                self.imported.add(name)
                scope.bind(name)
        else:
            self.compound(node, scope)
        for child in walk(node):
            if isinstance(child, ast.NamedExpr):
                scope.bind(child.target.id)

    def compound(self, node, scope):
        for name in ("body", "orelse", "finalbody"):
            self.block(getattr(node, name, []), scope, True)
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.target(node.target, scope, None)
        for item in getattr(node, "items", []):
            if item.optional_vars:
                self.target(item.optional_vars, scope, None)
        for handler in getattr(node, "handlers", []):
            if handler.name:
                scope.bind(handler.name)
            self.block(handler.body, scope, True)
        for case in getattr(node, "cases", []):
            for pattern in ast.walk(case.pattern):
                for name in (getattr(pattern, "name", None), getattr(pattern, "rest", None)):
                    if name:
                        scope.bind(name)
            self.block(case.body, scope, True)

    def target(self, node, scope, value):
        if isinstance(node, ast.Name):
            scope.bind(node.id, value)
        elif isinstance(node, (ast.Tuple, ast.List)):
            for element in node.elts:
                self.target(element, scope, None)
        elif isinstance(node, ast.Starred):
            self.target(node.value, scope, None)
        else:
            self.touch(node, scope)

    def touch(self, node, scope):
        bases = {}
        for child in ast.walk(node):
            if isinstance(child, ast.Attribute) and isinstance(child.value, ast.Name):
                bases[child.value] = child.attr
            if isinstance(child, ast.Name):
                scope.touched[child.id] = True
                scope.touched[f"{child.id}.{bases.get(child, '*')}"] = True

    def function(self, node, scope):
        for child in ast.walk(node):
            if isinstance(child, ast.Global):
                for name in child.names:
                    self.module.bind(name)
            if scope is not self.module and isinstance(child, ast.Attribute) and child.attr in ATTRIBUTES["django"]:
                scope.bind(child.attr)

    def class_(self, node, scope, doubt):
        if doubt or scope is not self.module or node.decorator_list:
            scope.bind(node.name)
            for child in ast.walk(node):
                if isinstance(child, ast.Global):
                    self.function(child, self.module)
            return
        body = Scope()
        scope.bind(node.name, node)
        self.classes[node.name] = body
        if node.name == "Migration":
            self.block(node.body, body)


def literal(text, node, scopes, fold=True):
    """The value and the strings of an expression."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            return node.value, [text.spelled(node)]
        if isinstance(node.value, (bytes, complex)) or node.value is ...:
            raise Computed("not plain")
        return node.value, []
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant) and type(node.operand.value) in (int, float):
        return -node.operand.value, []
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        parts = [literal(text, element, scopes, fold) for element in node.elts]
        return [value for value, _ in parts], [string for _, strings in parts for string in strings]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return added(text, node, scopes, fold)
    if isinstance(node, ast.Name) and fold:
        return folded(text, node, scopes)
    raise Computed(type(node).__name__)


def kind(node, scopes):
    if isinstance(node, ast.Name):
        scope = next((scope for scope in scopes if node.id in scope.bindings), None)
        node = scope.value(node.id) if scope else node
    if isinstance(node, ast.BinOp):
        return kind(node.left, scopes)
    return str if isinstance(node, ast.Constant) and isinstance(node.value, str) else type(node)


def added(text, node, scopes, fold):
    left, strings = literal(text, node.left, scopes, fold)
    right, more = literal(text, node.right, scopes, fold)
    one, other = kind(node.left, scopes), kind(node.right, scopes)
    if one is not other or one not in (str, ast.List, ast.Tuple):
        raise Computed("a sum of unlike things")
    if one is str:
        start, end = text.span(node)
        return left + right, [[left + right, text.units(start), text.units(end)]]
    return left + right, strings + more


def folded(text, node, scopes):
    scope = next((scope for scope in scopes if node.id in scope.bindings), None)
    value = scope.value(node.id) if scope else None
    if value is None or isinstance(value, ast.ClassDef) or text.span(value) >= text.span(node):
        raise Computed("no constant")
    if node.id in scope.touched and kind(value, []) in (ast.List, ast.Set):
        raise Computed("a list that changes")
    return literal(text, value, [], fold=False)


def pair(text, node, scopes):
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name != "swappable_dependency" or len(node.args) != 1 or node.keywords:
            raise Computed("a call")
        argument = node.args[0]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            return None
        _, start, end = text.spelled(argument)
        return [[argument.value.split(".")[0], start, end], ["__first__", start, end]]
    value, strings = literal(text, node, scopes)
    if isinstance(node, ast.Name):
        node = next(scope for scope in scopes if node.id in scope.bindings).value(node.id)
    if not isinstance(node, ast.Tuple) or len(strings) != 2 or len(value) != 2 or [text for text, *_ in strings] != value:
        raise Computed("no pair")
    return strings


def replaces(text, node, scopes):
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        node.elts = [element for element in node.elts if not in_bytes(element)]
    return dependencies(text, node, scopes)


def in_bytes(node):
    kinds = [type(getattr(part, "value", None)) for part in getattr(node, "elts", [])]
    return isinstance(node, ast.Tuple) and kinds in ([bytes, str], [str, bytes], [bytes, bytes])


def dependencies(text, node, scopes):
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        pairs = [pair(text, element, scopes) for element in node.elts]
        strings = [string for one in pairs if one for string in one]
        return [[one[0][0], one[1][0]] for one in pairs if one], strings
    value, strings = literal(text, node, scopes)
    if not isinstance(value, list) or any(not isinstance(one, list) or len(one) != 2 for one in value):
        raise Computed("no list of pairs")
    return value, strings


def facts(framework, source):
    text = Text(source)
    reader = Reader()
    reader.block(ast.parse(source).body, reader.module)
    if framework == "alembic":
        found = {name: fact(text, [reader.module], name, literal) for name in ATTRIBUTES[framework]}
        if reader.star:
            found = {name: one or ("undecided" if name.endswith("revision") else None) for name, one in found.items()}
        return {name: one for name, one in found.items() if one}
    return migration(text, reader)


def migration(text, reader):
    try:
        bindings = reader.module.bindings.get("Migration", [])
        found = bindings[-1] if bindings and not any(bindings[:-1]) and bindings[-1] else reader.module.value("Migration")
    except Computed:
        return {"Migration": "undecided"}
    if found is None:
        return {"Migration": "undecided"} if reader.star else {}
    if not isinstance(found, ast.ClassDef):
        return {"Migration": "undecided"}
    scopes = [reader.classes["Migration"], reader.module]
    odd = found.keywords or any(not isinstance(base, (ast.Name, ast.Attribute)) for base in found.bases)
    names = {"Migration": "undecided" if odd else "class"}
    for name in ATTRIBUTES["django"]:
        if {f"Migration.{name}", "Migration.*"} & reader.module.touched.keys():
            names[name] = "undecided"
        elif one := fact(text, scopes, name, replaces if name == "replaces" else dependencies) or (not odd and inherited(reader, found.bases, name)):
            names[name] = one
    return names


def inherited(reader, bases, name):
    for base in map(ast.unparse, bases):
        plain = re.search(r"^object$|^Migration$|migrations\.Migration$|(^|\.)(Schema|Data)Migration$", base)
        if not plain and (name == "dependencies" or base in reader.module.bindings and base not in reader.imported):
            return "undecided"
    return None


def fact(text, scopes, name, read):
    try:
        node = scopes[0].value(name)
        if node is None:
            return None
        value, strings = read(text, node, scopes)
        if name in scopes[0].touched and isinstance(node, (ast.List, ast.Set, ast.BinOp)):
            return "undecided"
        return {"value": value, "strings": strings}
    except Computed:
        return "undecided"


def answer(line):
    asked = json.loads(line)
    try:
        return {"facts": facts(asked["framework"], base64.b64decode(asked["source"]))}
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(line)))
