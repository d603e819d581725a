"""One extension that is given init_app twice for the same application, followed through the project's functions without running them."""

import ast
import functools
import os
import re

from oneleaf_unimported import holding

CALL = r"\.init_app\("
# Of functions that call functions.
DEPTH = 8


def problems(sources):
    """One for each second call, as far as names can be followed: what a condition guards is not."""
    found = {}
    for path in holding(re.compile(CALL), sources.top):
        path = os.path.realpath(path)
        tree = sources.tree(path)
        for owner in [tree] + functions(tree) if tree else ():
            for problem in Scope(sources, path, owner).read(owner.body).problems:
                found.setdefault((problem["name"], problem["at"]["path"], problem["at"]["line"]), problem)
    return list(found.values())


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


class Scope:
    """What the statements of one body make of each application: the first place where each extension meets it."""

    def __init__(self, sources, path, owner, depth=0):
        self.sources = sources
        self.path = path
        # What a parameter or a variable of a function stands for is not in the text.
        self.local = stored(owner) if isinstance(owner, ast.FunctionDef) else set()
        self.depth = depth
        self.apps = {}
        self.returned = {}
        self.problems = []

    def read(self, body):
        for statement in body:
            self.step(statement)
        return self

    def step(self, statement):
        if isinstance(statement, ast.With) or is_main(statement):
            self.read(statement.body)
        elif isinstance(statement, (ast.Assign, ast.Expr, ast.Return)):
            self.simple(statement, statement.value)
        else:
            self.forget(stored(statement))

    def simple(self, statement, value):
        met = self.apps.get(value.id, {}) if isinstance(value, ast.Name) else {}
        if isinstance(value, ast.Call):
            met = self.call(value)
        if isinstance(statement, ast.Return):
            self.returned = met
        self.forget(stored(statement))
        for target in getattr(statement, "targets", ()):
            if isinstance(target, ast.Name):
                self.apps[target.id] = dict(met)

    def forget(self, names):
        for name in names:
            self.apps.pop(name, None)

    def call(self, call):
        """What has met the application that it answers with."""
        inner = self.inside(call)
        if inner:
            for name, parameter in inner.given:
                self.meet(name, inner.scope.apps.get(parameter, {}))
            return dict(inner.scope.returned)
        owner = self.definition(call.func.value) if isinstance(call.func, ast.Attribute) and call.func.attr == "init_app" else None
        if owner and call.args and isinstance(call.args[0], ast.Name):
            self.meet(call.args[0].id, {owner: self.sources.place(self.path, call.lineno)})
        return {}

    def meet(self, app, extensions):
        known = self.apps.setdefault(app, {})
        for owner, place in extensions.items():
            before = known.setdefault(owner, place)
            if before != place:
                self.problems.append({"rule": "repeated-init-app", "name": owner[1], "at": place, "before": before})

    def inside(self, call):
        """The function that is called, read with nothing known of what it is given."""
        place = self.definition(call.func)
        function = place and self.depth < DEPTH and function_named(self.sources.tree(place[0]), place[1])
        if not function:
            return None
        scope = Scope(self.sources, place[0], function, self.depth + 1).read(function.body)
        parameters = [one.arg for one in function.args.args]
        given = [(one.id, parameter) for one, parameter in zip(call.args, parameters) if isinstance(one, ast.Name)]
        given += [(one.value.id, one.arg) for one in call.keywords if one.arg and isinstance(one.value, ast.Name)]
        return Called(scope, given)

    def definition(self, expression):
        """The file and the name of what a name or a module's attribute stands for."""
        if isinstance(expression, ast.Name):
            return None if expression.id in self.local else resolved(self.sources, self.path, expression.id)
        if isinstance(expression, ast.Attribute):
            dotted = spelled(expression.value)
            module = dotted and module_named(self.sources, self.path, dotted)
            return module and resolved(self.sources, module, expression.attr)
        return None


class Called:
    def __init__(self, scope, given):
        self.scope = scope
        self.given = given


def is_main(statement):
    return isinstance(statement, ast.If) and "__name__" in {node.id for node in ast.walk(statement.test) if isinstance(node, ast.Name)}


def stored(node):
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return names | {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}


def function_named(tree, name):
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name] if tree else []
    return found[-1] if found else None


def spelled(expression):
    if isinstance(expression, ast.Name):
        return expression.id
    outer = spelled(expression.value) if isinstance(expression, ast.Attribute) else None
    return outer and outer + "." + expression.attr


@functools.lru_cache(maxsize=None)
def imports_of(tree):
    return [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))] if tree else []


def resolved(sources, path, name, depth=0):
    """Through the modules that only hand it on; nothing where there are two of the name."""
    found = {
        resolved(sources, chain[-1], alias.name, depth + 1)
        for chain, alias in handed_on(sources, path, name)
        if depth < DEPTH and not sources.part(chain[-1], alias.name)
    }
    return found.pop() if len(found) == 1 else None if found else (path, name)


def handed_on(sources, path, name):
    for statement in imports_of(sources.tree(path)):
        if isinstance(statement, ast.ImportFrom):
            chain = sources.chain_from(path, statement)
            yield from ((chain, alias) for alias in statement.names if chain and (alias.asname or alias.name) == name)


def module_named(sources, path, dotted):
    found = [sources.part(chain[-1], alias.name) for chain, alias in handed_on(sources, path, dotted)]
    found += [
        (sources.chain(alias.name) or [None])[-1]
        for statement in imports_of(sources.tree(path))
        for alias in (statement.names if isinstance(statement, ast.Import) else ())
        if (alias.asname or alias.name) == dotted
    ]
    return found[0] if len(set(found)) == 1 else None
