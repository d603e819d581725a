"""An asynchronous URL that env.py hands to a synchronous engine, followed through the project's modules without running them."""

import ast
import os
import re

from oneleaf_columns import last, text
from oneleaf_url_files import ASYNC, Said, in_ini, in_samples
from oneleaf_check_init_app import function_named, module_named, resolved, spelled
from oneleaf_unimported import holding

ENGINE = r"\b(?:engine_from_config|create_engine)\("
AWARE = re.compile("async_engine|AsyncEngine|AsyncConnection|asyncio|run_sync|greenlet")
OPTION = "sqlalchemy.url"
# Of names that stand for names.
DEPTH = 8


def problems(sources):
    """One for each engine that is certain to be synchronous, where what it is given can be followed."""
    found = []
    for path in holding(re.compile(ENGINE), sources.top):
        path = os.path.realpath(path)
        tree = sources.tree(path) if os.path.basename(path) == "env.py" else None
        if not tree or is_aware(tree):
            continue
        world = Urls(sources)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            given = world.given(path, tree, call)
            if given:
                at = sources.place(path, call.lineno)
                found.append({"rule": "async-url", "name": given.dialect, "at": at, "url": given.place, "certain": given.certain})
    return found


def is_aware(tree):
    """Whatever speaks of asynchronous engines may know what it does."""
    for node in ast.walk(tree):
        names = [getattr(node, "id", ""), getattr(node, "attr", "")] + [alias.name for alias in getattr(node, "names", ()) if isinstance(alias, ast.alias)]
        if isinstance(node, (ast.AsyncFunctionDef, ast.Await)) or any(AWARE.search(name) for name in names):
            return True
    return False


class Urls:
    def __init__(self, sources):
        self.sources = sources

    def given(self, path, tree, call):
        """The asynchronous URL of an engine, where it has no other."""
        kind = last(call)
        if kind == "create_engine":
            first = call.args[0] if call.args else named(call, "url")
            return self.all_of(path, [first]) if first and not is_option(first) else self.option(path, tree) if first else None
        if kind != "engine_from_config":
            return None
        own = named(call, "url")
        return self.all_of(path, [own]) if own else self.option(path, tree)

    def option(self, path, tree):
        """What env.py sets on its configuration, or else what that says itself."""
        values = [
            node.args[1]
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and last(node) in ("set_main_option", "set_section_option") and len(node.args) == 2 and text(node.args[0]) == OPTION
        ]
        values += [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and any(is_item(one) for one in node.targets)]
        if values:
            return self.all_of(path, values)
        options = sum(text(node) == OPTION for node in ast.walk(tree)) - sum(is_option(node) for node in ast.walk(tree))
        return None if options else in_ini(self.sources, path)

    def all_of(self, path, expressions):
        found = [self.follow(path, one) for one in expressions]
        return found[0] if all(found) else None

    def follow(self, path, expression, depth=0):
        """The URL that an expression stands for, where that is an asynchronous one."""
        if depth > DEPTH:
            return None
        if isinstance(expression, ast.JoinedStr):
            expression = expression.values[0] if expression.values else expression
        if isinstance(expression, ast.Constant):
            dialect = ASYNC.match(text(expression) or "")
            return dialect and Said(dialect.group(1), self.sources.place(path, expression.lineno), True)
        if isinstance(expression, ast.Name):
            return self.named(resolved(self.sources, path, expression.id), depth)
        if isinstance(expression, ast.Attribute):
            return self.attribute(path, expression, depth)
        if isinstance(expression, ast.Subscript):
            return self.variable(path, expression.slice) if last(expression.value) == "environ" else None
        if isinstance(expression, ast.BoolOp):
            return doubtful(self.first(path, expression.values, depth))
        return self.call(path, expression, depth) if isinstance(expression, ast.Call) else None

    def first(self, path, expressions, depth):
        return next(filter(None, (self.follow(path, one, depth + 1) for one in expressions)), None)

    def named(self, place, depth):
        if not place:
            return None
        path, name = place
        values = assigned(self.sources.tree(path), name)
        return self.follow(path, values[0], depth + 1) if len(values) == 1 else None

    def attribute(self, path, expression, depth):
        module = module_named(self.sources, path, spelled(expression.value) or "")
        if module:
            return self.named((module, expression.attr), depth)
        place = resolved(self.sources, path, expression.value.id) if isinstance(expression.value, ast.Name) else None
        made = assigned(self.sources.tree(place[0]), place[1]) if place else []
        settings = class_named(self.sources.tree(place[0]), last(made[0])) if len(made) == 1 and isinstance(made[0], ast.Call) else None
        if not settings:
            return None
        # What the environment says comes first, in the classes of pydantic.
        return doubtful(self.first(place[0], assigned(settings, expression.attr)[:1], depth)) or in_samples(self.sources, expression.attr)

    def call(self, path, call, depth):
        kind = last(call)
        owner = last(call.func.value) if isinstance(call.func, ast.Attribute) else None
        if kind == "getenv" or (kind == "get" and owner == "environ"):
            return doubtful(self.first(path, call.args[1:2], depth)) or self.variable(path, *call.args[:1])
        if kind == "str" and len(call.args) == 1:
            return self.follow(path, call.args[0], depth + 1)
        # As configparser wants a percent sign to be.
        if kind == "replace" and isinstance(call.func, ast.Attribute) and [text(one) for one in call.args] == ["%", "%%"]:
            return self.follow(path, call.func.value, depth + 1)
        place = resolved(self.sources, path, call.func.id) if isinstance(call.func, ast.Name) and not call.args else None
        function = place and function_named(self.sources.tree(place[0]), place[1])
        returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)] if function else []
        return self.follow(place[0], returned[0], depth + 1) if len(returned) == 1 else None

    def variable(self, path, name=None):
        return in_samples(self.sources, text(name)) if text(name) else None


def doubtful(said):
    return said and said._replace(certain=False)


def named(call, name):
    return next((one.value for one in call.keywords if one.arg == name), None)


def is_option(node):
    return isinstance(node, ast.Call) and last(node) == "get_main_option" and [text(one) for one in node.args[:1]] == [OPTION]


def is_item(target):
    return isinstance(target, ast.Subscript) and text(target.slice) == OPTION


def class_named(tree, name):
    found = [one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == name] if tree else []
    return found[0] if len(found) == 1 else None


def assigned(tree, name):
    """Every value that something of this name is given; one that is given nothing counts, too."""
    found = []
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            found.append(None)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and getattr(node.targets[0], "id", None) == name:
            found.append(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value and getattr(node.target, "id", None) == name:
            found.append(node.value)
    # Each name that is stored is met by itself, too.
    values = [one for one in found if one is not None]
    return values if len(found) == 2 * len(values) else []
