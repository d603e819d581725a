"""What Alembic makes of a script directory. Asked with {"files", "command"?, "ini"?, "section"?, "flask"?, "listing"?}."""

import inspect
import io
import os
import shlex
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory
from alembic.script.revision import CycleDetected, Revision, RevisionMap

from serve import serve, told

# What a Config prints goes to the stdout that was there when Alembic was imported, which is for answers.
Config.stdout = property(lambda config: sys.stdout, lambda config, stdout: None)


def listing(order):
    """Alembic up to 1.10 takes files in whatever order the disk lists them: let that be the one which later versions sort them into, or not."""
    list_folder = os.listdir
    return patch("os.listdir", lambda *of: sorted(list_folder(*of), reverse=order == "reversed"))


def flask_app():
    from flask import Flask
    from flask_migrate import Migrate

    app = Flask("shop")
    Migrate().init_app(app)
    return app


def alembic(arguments):
    CommandLine(prog="alembic").main(arguments)


def flask(arguments):
    from flask.cli import ScriptInfo

    app = flask_app()
    app.cli.main(arguments, prog_name="flask", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


def change_folder(arguments):
    os.chdir(*arguments)


PROGRAMS = {"alembic": alembic, "flask": flask, "cd": change_folder}


def run(line):
    """What a line of commands prints, spelled as for a shell: `cd server && NAME=value alembic heads`."""
    out = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(out):
            for command in line.split(" && "):
                words = shlex.split(command)
                variables = [word.split("=", 1) for word in words[: words.index("alembic")]] if "alembic" in words else []
                program, *arguments = words[len(variables) :]
                with patch.dict(os.environ, dict(variables)):
                    PROGRAMS[program](arguments)
    except (Exception, SystemExit) as error:
        return {"out": out.getvalue(), "error": told(error)}
    return {"out": out.getvalue(), "error": None}


def configuration(request):
    if "flask" in request:
        app = flask_app()
        with app.app_context():
            return app.extensions["migrate"].migrate.get_config(request["flask"])
    named = {"ini_section": request.get("section", "alembic")}
    if "toml_file" in inspect.signature(Config).parameters:
        named["toml_file"] = "pyproject.toml"
    return Config(request.get("ini", "alembic.ini"), **named)


class Stub(Revision):
    """Stands for a revision that is not there, however it is called."""

    verify_rev_id = classmethod(lambda cls, revision: None)


def complete(script, missing):
    """The real map, or None, and the errors on the way: a missing revision is noted and a bare one put in its place, until none is missing."""
    errors = []
    while True:
        stubs = [Stub(name, None) for name in sorted(missing)]
        found = RevisionMap(lambda: [*script._load_revisions(), *stubs])
        try:
            found._revision_map
            return found, errors
        except KeyError as error:
            errors.append(error)
            name = error.args[0]
            if name in missing or not isinstance(name, str) or not name:
                return None, errors
            missing.add(name)
        except Exception as error:
            return None, [*errors, error]


def drawing(found, missing):
    here = {id for id, revision in found._revision_map.items() if revision and id == revision.revision and id not in missing}
    revisions = {id: found._revision_map[id] for id in sorted(here)}
    return {
        "leaves": sorted(head for head in found.heads if head not in missing),
        "roots": sorted(base for base in found.bases if base not in missing),
        "realLeaves": sorted(head for head in found._real_heads if head not in missing),
        "parents": {id: sorted(set(revision._versioned_down_revisions)) for id, revision in revisions.items()},
        "needs": {id: sorted(set(revision._resolved_dependencies)) for id, revision in revisions.items()},
        "labels": {id: sorted(revision.branch_labels) for id, revision in revisions.items()},
    }


def read(root, request):
    script = ScriptDirectory.from_config(configuration(request))
    loaded = [[revision.revision, str(Path(revision.path).relative_to(root))] for revision in script._load_revisions()]
    missing = set()
    found, errors = complete(script, missing)
    return {
        "stage": "whole" if found else "link",
        "error": told(errors[0]) if errors else None,
        "loaded": loaded,
        "missing": sorted(missing),
        "cycle": next((list(error.revisions) for error in errors if isinstance(error, CycleDetected)), None),
        "graph": drawing(found, missing) if found else None,
    }


def written(root, files):
    """The files that commands wrote, as text."""
    paths = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    return {name: path.read_text() for name, path in sorted(paths.items()) if name not in files}


def answer(root, request):
    with warnings.catch_warnings(record=True) as caught, listing(request.get("listing")):
        warnings.simplefilter("always")
        ran = run(request["command"]) if "command" in request else None
        try:
            reply = read(root, request)
        except Exception as error:
            loop = list(error.revisions) if isinstance(error, CycleDetected) else None
            reply = {"stage": "load", "error": told(error), "loaded": [], "missing": [], "cycle": loop, "graph": None}
        new = written(root, request["files"]) if ran else {}
    said = sorted({str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)})
    return {**reply, "ran": ran, "written": new, "warnings": [text.replace(str(root), "") for text in said]}


if __name__ == "__main__":
    serve(answer)
