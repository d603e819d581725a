"""What Django's MigrationLoader and Alembic's RevisionMap make of a branch that has landed, fed with what `ast` reads: nothing is run.

One JSON document a line. In: {"texts": {oid: text}, "trees": {"base" | "branch" | "landed": {path: oid}}, "histories": [{"history", "framework",
"folder"}], "own": [path], "moves": {path: path}, "dropped": [path], "edited": [path]}. Out: {"problems": [...], "unread": [...]}.
"""

import ast
import hashlib
import json
import sys
import warnings
from lib2to3.refactor import RefactoringTool
from pathlib import PurePosixPath

from alembic.script.revision import Revision, RevisionMap
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

settings.configure()
warnings.simplefilter("ignore")

PLACE = {
    "django": {"dependencies", "run_before", "replaces"},
    "alembic": {"revision", "down_revision", "depends_on"},
}
KNOWN = {}
TEXTS = {}
OLD = RefactoringTool([f"lib2to3.fixes.fix_{name}" for name in ("print", "except", "raise", "exec", "ne", "repr", "numliterals", "tuple_params")])


class Unread(Exception):
    """A file of which `ast` cannot tell the place."""


def parsed(text):
    """Old files are Python 2; in new ones `except A, B:` needs no parentheses. The bodies are compared, never run."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        try:
            return ast.parse(str(OLD.refactor_string(text.lstrip("\ufeff") + "\n", "old")))
        except Exception as error:
            raise Unread(f"{type(error).__name__}: {error}") from error


def target(statement):
    """The name that a statement assigns, and its value."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id, statement.value
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id, statement.value
    return None, None


def migration_in(tree):
    return next((one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "Migration"), None)


def facts(oid, framework):
    """What a file says of its place, the digest of all else, and whether it does nothing; None for a file that is no migration."""
    key = (oid, framework)
    if key not in KNOWN:
        try:
            KNOWN[key] = read(TEXTS[oid], framework)
        except Unread as error:
            KNOWN[key] = error
    if isinstance(KNOWN[key], Unread):
        raise KNOWN[key]
    return KNOWN[key]


def read(text, framework):
    tree = parsed(text)
    scope = migration_in(tree) if framework == "django" else tree
    if scope is None:
        return None
    said = {name: value for name, value in map(target, scope.body) if name is not None}
    if framework == "alembic" and "revision" not in said:
        return None
    place = {name: names(said.get(name), framework) for name in PLACE[framework] - {"replaces"}}
    labels = names(said.get("branch_labels"), framework) if framework == "alembic" else []
    nothing = is_nothing(scope, said, framework)
    scope.body = [one for one in scope.body if target(one)[0] not in PLACE[framework]]
    if framework == "alembic" and scope.body and is_words(scope.body[0]):
        scope.body = scope.body[1:]
    return {**place, "replaces": replaced(said.get("replaces")), "labels": labels, "body": hashlib.sha1(ast.dump(tree).encode()).hexdigest(), "nothing": nothing}


def is_words(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_nothing(scope, said, framework):
    if framework == "django":
        value = said.get("operations")
        return value is None or (isinstance(value, (ast.List, ast.Tuple)) and not value.elts)
    steps = [one for one in scope.body if isinstance(one, ast.FunctionDef)]
    return all(isinstance(line, ast.Pass) or is_words(line) for step in steps for line in step.body)


def names(value, framework):
    """A list of ids; in Django of pairs, without those that settings tell."""
    if value is None:
        return []
    if framework == "django" and isinstance(value, (ast.List, ast.Tuple)):
        return [literal(one) for one in value.elts if not isinstance(one, ast.Call)]
    found = literal(value)
    # An empty string is none to Alembic (script/revision.py, tuple_rev_as_scalar).
    return [] if not found else [found] if isinstance(found, str) else list(found)


def replaced(value):
    """What is computed is taken for nothing: then the squash stands beside what it replaces, and the graph says if that is wrong."""
    try:
        return names(value, "django")
    except Unread:
        return []


def literal(value):
    try:
        return plain(ast.literal_eval(value))
    except ValueError as error:
        raise Unread(f"{ast.unparse(value)} is computed") from error


def plain(value):
    """Python 2 knew no other strings than these."""
    if isinstance(value, (tuple, list)):
        return tuple(map(plain, value))
    return value.decode() if isinstance(value, bytes) else value


class Loader(MigrationLoader):
    """Django's own graph over migrations that were read; those of packages outside the repository are taken for there."""

    def __init__(self, found):
        self.found = found
        super().__init__(None, load=False)

    def load_disk(self):
        self.disk_migrations = {}
        self.migrated_apps = {app for app, _ in self.found}
        for (app, name), one in self.found.items():
            migration = self.disk_migrations[app, name] = Migration(name, app)
            migration.dependencies = one["dependencies"]
            migration.run_before = one["run_before"]
            migration.replaces = one["replaces"]
        for one in self.found.values():
            for key in [*one["dependencies"], *one["run_before"]]:
                if key[0] not in self.migrated_apps and not key[1].startswith("__"):
                    self.disk_migrations.setdefault(key, Migration(key[1], key[0]))
        self.unmigrated_apps = {key[0] for one in self.found.values() for key in one["dependencies"] + one["run_before"]} - self.migrated_apps


class Graph:
    """Parents of every migration by key, leaves by history, and the framework's own error."""

    def __init__(self):
        self.keys, self.parents, self.leaves, self.error = {}, {}, {}, None

    def below(self, key):
        found, left = set(), [key]
        while left:
            for parent in self.parents.get(left.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    left.append(parent)
        return found


def folder_of(path):
    return str(PurePosixPath(path).parent)


def django(tree, histories, unread):
    graph, found = Graph(), {}
    labels = {one["folder"]: one["history"] for one in histories if one["framework"] == "django"}
    for path, oid in tree.items():
        label, name = labels.get(folder_of(path)), PurePosixPath(path).stem
        if label is None or name[0] in "_~":
            continue
        one = told(path, oid, "django", unread)
        if one is not None:
            found[label, name] = one
            graph.keys[path] = (label, name)
    loader = Loader(found)
    try:
        loader.build_graph()
        loader.graph.ensure_not_cyclic()
    except Exception as error:
        graph.error = f"{type(error).__name__}: {error}"
        return graph
    graph.parents = {key: [parent.key for parent in node.parents] for key, node in loader.graph.node_map.items()}
    for app, name in loader.graph.leaf_nodes():
        if app in loader.migrated_apps:
            graph.leaves.setdefault(app, []).append(name)
    return graph


def alembic(tree, history, unread):
    graph, found = Graph(), []
    for path, oid in tree.items():
        if not path.startswith(history["folder"] + "/"):
            continue
        one = told(path, oid, "alembic", unread)
        if one is None:
            continue
        (key,) = one["revision"]
        graph.keys[path] = key
        found.append(Revision(key, tuple(one["down_revision"]) or None, tuple(one["depends_on"]) or None, tuple(one["labels"]) or None))
    twice = [key for key in set(graph.keys.values()) if list(graph.keys.values()).count(key) > 1]
    revisions = RevisionMap(lambda: found)
    try:
        graph.leaves = {history["history"]: list(revisions.heads)}
    except Exception as error:
        graph.error = f"{type(error).__name__}: {error}"
        return graph
    if twice:
        graph.error = f"more than once: {', '.join(sorted(twice))}"
    graph.parents = {one.revision: one._all_down_revisions for one in found}
    return graph


def told(path, oid, framework, unread):
    try:
        return facts(oid, framework)
    except Unread as error:
        unread.append(f"{path}: {error}")
    return None


def graphs(tree, histories, unread):
    folders = [one for one in histories if one["framework"] == "alembic"]
    return [django(tree, histories, unread), *(alembic(tree, one, unread) for one in folders)]


def judge(request):
    TEXTS.update(request["texts"])
    trees, histories = request["trees"], request["histories"]
    problems, unread = [*files(request)], []
    read = {name: graphs(tree, histories, unread) for name, tree in trees.items()}
    for base, branch, landed in zip(read["base"], read["branch"], read["landed"]):
        before = base.error or branch.error
        if landed.error:
            (unread if before else problems).append(f"error: {landed.error}")
        else:
            problems += leaves(base, landed)
            problems += [] if before else order(branch, landed, request)
    return {"problems": problems, "unread": sorted(set(unread))}


def leaves(base, landed):
    for history, found in landed.leaves.items():
        if len(found) > max(1, len(base.leaves.get(history, []))):
            yield f"{history} has {len(found)} leaves: {', '.join(sorted(found))}"


def order(branch, landed, request):
    """Whatever came before another one of the branch's own does so still."""
    moves = request["moves"]
    own = [path for path in request["own"] if path not in request["dropped"] and path in branch.keys]
    for path in own:
        now = landed.keys.get(moves.get(path, path))
        before, after = branch.below(branch.keys[path]), landed.below(now)
        for other in own:
            key = landed.keys.get(moves.get(other, other))
            if branch.keys[other] in before and key not in after and key in landed.parents and now in landed.parents:
                yield f"{path} came after {other}, and does not any more"


def files(request):
    """What has landed is as it was but for the branch's own edits; the branch's own are all there, and do what they did."""
    trees, moves, edited = request["trees"], request["moves"], set(request["edited"])
    base, branch, landed = trees["base"], trees["branch"], trees["landed"]
    ours = {moves.get(path, path): path for path in request["own"] if path not in request["dropped"]}
    for path, oid in base.items():
        if landed.get(path) != oid and path not in edited:
            yield f"{path} has landed and is not as it was"
    for path, was in ours.items():
        if path not in landed:
            yield f"{was} is gone"
        elif any(digest(landed[path], one) != digest(branch[was], one) for one in PLACE):
            yield f"{was} does something else"
    for path in request["dropped"]:
        if not any((known(branch[path], one) or {}).get("nothing") for one in PLACE):
            yield f"{path} was dropped and does something"
    for path in landed:
        if path not in base and path not in ours and path not in edited:
            yield f"{path} came from nowhere"


def known(oid, framework):
    try:
        return facts(oid, framework)
    except Unread:
        return None


def digest(oid, framework):
    one = known(oid, framework)
    return one and one["body"]


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))), flush=True)
