"""What Alembic makes of a script directory. Asked with {"files", "ini"?, "section"?, "flask"?}."""

import inspect
import os
import warnings
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.script.revision import CycleDetected, Revision, RevisionMap

from serve import serve, told

list_folder = os.listdir
# Alembic up to 1.10 takes files in whatever order the disk lists them: let that be the order which later ones sort them into.
os.listdir = lambda *of: sorted(list_folder(*of))


def configuration(request):
    if "flask" in request:
        config = Config(str(Path(request["flask"], "alembic.ini")))
        config.set_main_option("script_location", request["flask"])
        return config
    named = {"ini_section": request.get("section", "alembic")}
    if "toml_file" in inspect.signature(Config).parameters:
        named["toml_file"] = "pyproject.toml"
    return Config(request.get("ini", "alembic.ini"), **named)


def complete(script, missing):
    """The real map, or None, and the errors on the way: a missing revision is noted and a bare one put in its place, until none is missing."""
    errors = []
    while True:
        stubs = [Revision(name, None) for name in sorted(missing)]
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


def upgrade(script, target):
    """Why `upgrade` to the target would not start on an empty database."""
    try:
        script._upgrade_revs(target, None)
        return None
    except Exception as error:
        return told(error)


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
        "upgrade": {target: upgrade(script, target) for target in request.get("upgrade", [])},
    }


def answer(root, request):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            reply = read(root, request)
        except Exception as error:
            loop = list(error.revisions) if isinstance(error, CycleDetected) else None
            reply = {"stage": "load", "error": told(error), "loaded": [], "missing": [], "cycle": loop, "graph": None, "upgrade": {}}
    said = sorted({str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)})
    return {**reply, "warnings": [text.replace(str(root), "") for text in said]}


if __name__ == "__main__":
    serve(answer)
