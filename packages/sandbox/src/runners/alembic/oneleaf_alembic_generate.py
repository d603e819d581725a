"""What `alembic revision --autogenerate` would write, screened, as data: nothing is written outside of our own folder."""

import os
import re
import tempfile

import oneleaf_alembic_drift as drift
import oneleaf_alembic_sieve as sieve
import oneleaf_answers
from oneleaf_screen import Screen


def generate(environment, request):
    wanted = request["generate"]
    seen = []

    def look(context, heads, revisions):
        # Before env.py's own hook, which may leave nothing of it.
        seen.extend(drift.operations_of(revisions))

    found = drift.compared(environment, look, message=wanted["name"], head=wanted.get("head") or "head", rev_id=wanted.get("id"))
    screen = Screen(wanted["allow"])
    held, kept = sieve.sift(found.generated_revisions, screen)
    unrun = hooks(environment.scripts)
    return {
        "files": [written(environment.scripts, found, script) for script in found.generated_revisions] if kept else [],
        "packages": [],
        "kept": [drift.difference(one) for one in kept],
        "held": [dict(drift.difference(one), allow=allow) for one, allow in held],
        "idle": screen.idle(),
        "installed": [],
        "hooks": unrun if kept else [],
        "emptied": bool(seen) and not kept and not held,
    }


def written(scripts, found, directive):
    """A revision's file as Alembic writes it, where it would be: it is written into our folder."""
    from alembic.util import template_to_file

    places = []
    place_of = type(scripts)._rev_path

    def elsewhere(*revision):
        real = place_of(scripts, *revision)
        places.append(os.path.realpath(str(real)))
        # A Path in newer versions, a text in older ones.
        return type(real)(os.path.join(tempfile.mkdtemp(dir=oneleaf_answers.HOME), os.path.basename(places[0])))

    scripts._rev_path = elsewhere
    scripts._generate_template = lambda source, target, **values: template_to_file(source, target, scripts.output_encoding, **values)
    scripts._ensure_directory = lambda path: None
    # Hooks are programs of the project's that may do anything, for a file where it belongs.
    scripts.hooks = scripts.hook_config = {}
    script = found._to_script(directive)
    with open(script.path, encoding=scripts.output_encoding, newline="") as file:
        text = file.read()
    return {"path": places[0], "text": text, "migration": script.revision, "label": "", "parents": list(script._versioned_down_revisions)}


def hooks(scripts):
    """The names of what would be run on a new file."""
    if getattr(scripts, "hooks", None):
        return [hook["_hook_name"] for hook in scripts.hooks]
    return re.findall(r"[^\s,]+", (getattr(scripts, "hook_config", None) or {}).get("hooks", ""))
