"""What Django makes of a tree of apps. Asked with {"files", "applied"?, "command"?}."""

import io
import runpy
from contextlib import redirect_stderr, redirect_stdout

import django
from django.apps import apps
from django.conf import settings

from serve import functions, serve, told

CONTRIB = ["django.contrib.auth", "django.contrib.contenttypes"]
settings.configure(
    INSTALLED_APPS=CONTRIB,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.graph import DummyNode  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402
from django.test.utils import override_settings  # noqa: E402


def project(root):
    """The settings that the tree brings along, or all its apps in the order of their names."""
    said = sorted(root.rglob("settings.py"))
    values = runpy.run_path(str(said[0])) if said else {}
    found = sorted(path.parent.relative_to(root) for path in root.rglob("migrations"))
    named = values.get("INSTALLED_APPS", [".".join(path.parts) for path in found])
    kept = {key: value for key, value in values.items() if key.isupper()}
    return {**kept, "INSTALLED_APPS": [*CONTRIB, *named]}


def spell(key):
    return ".".join(map(str, key))


def is_name(key):
    return isinstance(key, tuple) and [type(part) for part in key] == [str, str]


def cycle(graph):
    try:
        graph.ensure_not_cyclic()
    except Exception as error:
        return str(error).split(", ")
    return None


def drawing(graph, ours):
    """Leaves, roots and parents of our apps that have migrations, and what is referred to and not there."""
    missing = {key for key, node in graph.node_map.items() if isinstance(node, DummyNode)}

    def by_app(keys):
        found = {app: [] for app in ours}
        for app, name in keys:
            if app in ours and (app, name) not in missing:
                found[app].append(name)
        return found

    return {
        "leaves": by_app(graph.leaf_nodes()),
        "roots": by_app(graph.root_nodes()),
        "parents": {
            spell(key): sorted({spell(parent.key) for parent in node.parents if parent.key[0] in ours or parent.key in missing})
            for key, node in graph.node_map.items()
            if key[0] in ours and key not in missing
        },
        "missing": sorted(map(spell, missing)),
        "cycle": cycle(graph),
    }


def stage(error):
    """How far the loader came: to the files, to a part of the edges, or to the whole graph."""
    through = functions(error) if error else set()
    if "load_disk" in through:
        return "load"
    return "whole" if not through or through & {"validate_consistency", "ensure_not_cyclic"} else "link"


def load(applied):
    """`applied` is None where no database is asked."""
    if applied is not None:
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.migration_qs.all().delete()
        for app, name in applied:
            recorder.record_applied(app, name)
    loader = MigrationLoader(None if applied is None else connection, load=False, ignore_no_migrations=True)
    try:
        loader.build_graph()
    except Exception as error:
        return loader, error
    return loader, None


def run(command):
    out = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(out):
            call_command(*command, no_color=True)
    except (Exception, SystemExit) as error:
        return {"out": out.getvalue(), "error": told(error)}
    return {"out": out.getvalue(), "error": None}


def answer(root, request):
    with override_settings(**project(root)):
        ours = {config.label for config in apps.get_app_configs() if config.path.startswith(str(root))}
        ran = run(request["command"]) if "command" in request else None
        loader, error = load(request.get("applied"))
        reached = stage(error)
        loaded = {}
        for app, name in sorted(loader.disk_migrations):
            if app in ours:
                loaded.setdefault(app, []).append(name)
        return {
            "stage": reached,
            "error": told(error) if error else None,
            "loaded": loaded,
            "graph": drawing(loader.graph, set(loaded)) if reached == "whole" and all(map(is_name, loader.graph.node_map)) else None,
            "conflicts": loader.detect_conflicts() if reached == "whole" and not error else {},
            "ran": ran,
            "written": {str(path.relative_to(root)): path.read_text() for path in root.rglob("*.py") if str(path.relative_to(root)) not in request["files"]},
        }


if __name__ == "__main__":
    serve(answer)
