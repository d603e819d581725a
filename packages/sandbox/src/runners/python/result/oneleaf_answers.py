"""What the runner says: JSON lines in a file of its own, never mixed with what the project prints."""

import json
import os
import re
import traceback

# The values of these names are never shown; secrets.ts has the same patterns.
# PASSWORD_HASHERS are names of classes.
SECRET = re.compile("(?!.*HASHER)(KEY|SECRET|PASS|TOKEN)", re.IGNORECASE)
ADDRESS = re.compile("(URL|URI|DSN)$", re.IGNORECASE)
PLACE = re.compile(r"://|password\s*=", re.IGNORECASE)

# Where an object lies in memory is of no use to a reader, and another in every run.
PLACE_IN_MEMORY = re.compile(r"(?: object)? at 0x[0-9a-f]+")

HOME = os.path.dirname(os.path.realpath(__file__))


class Refused(Exception):
    """The project opened a connection to a database that is not ours."""


class Unused(Exception):
    """The project ran, and never connected to our database."""


class Answers:
    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")
        self.refused = []
        self.proofs = 0
        self.running = None
        self.ran = []
        self.overlays = []
        # Packages whose errors stand for those of a driver; set by the runner.
        self.wrappers = ()
        # Whether the project is still on its way to what was asked for.
        self.loading = True

    def say(self, what, **more):
        self.file.write(json.dumps(dict(more, say=what)) + "\n")
        self.file.flush()

    def connected(self, how):
        self.proofs += 1
        self.say("connected", how=how)

    def refuse(self, where, engine=None):
        """`engine`: the kind of database that was wanted, where it is another kind than ours."""
        self.refused.append({"where": where, "engine": engine} if engine else {"where": where})
        raise Refused(where)

    def require_proof(self):
        if self.refused:
            raise Refused(self.refused[0]["where"])
        if self.proofs == 0:
            raise Unused()

    def loaded(self):
        self.loading = False
        if self.ran:
            self.say("eager")

    def start(self, migration, step):
        """Notes what runs now, so that it is known even when the process is killed in the middle of it."""
        self.running = {"migration": migration, "step": step}
        self.say("step", **self.running)

    def finish(self):
        if self.running is not None:
            self.ran.append(self.running["migration"])
        self.running = None

    def restart(self):
        """What ran was taken back as a whole."""
        self.running = None
        self.ran = []

    def fail(self, error):
        if isinstance(error, Refused) or self.refused:
            self.say("refused", **self.refused[0])
        elif isinstance(error, Unused):
            self.say("unused")
        elif self.running is not None:
            self.say("failed", ran=self.ran, error=self.described(error), **self.running)
        else:
            self.say("broken", error=self.described(error))

    def described(self, error):
        return described(error, self.overlays, self.wrappers)

    def conceal(self, variables):
        """Tells what must be blotted out of everything that is shown."""
        self.say("secrets", values=list(secrets_in(variables)))


def secrets_in(variables):
    for name, value in variables.items():
        yield from secrets_of(str(name), value)


def secrets_of(name, value):
    if isinstance(value, dict):
        yield from secrets_in(value)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from secrets_of(name, one)
    elif isinstance(value, str) and (SECRET.search(name) or (ADDRESS.search(name) and PLACE.search(value))):
        yield value


def steady(text):
    return PLACE_IN_MEMORY.sub("", text)


def described(error, overlays=(), wrappers=()):
    """An error in the words of the database where it has some: `wrappers` stand for those of a driver."""
    origin = getattr(error, "orig", None) or error
    if type(origin).__module__.startswith(wrappers):
        origin = origin.__cause__ or origin
    answer = {"type": type(origin).__name__, "message": steady(str(origin)).strip()}
    statement = getattr(error, "statement", None)
    if statement:
        answer["statement"] = str(statement).strip()
    place = place_of(error, overlays)
    if place:
        answer["at"] = place
    return answer


def place_of(error, overlays):
    """The deepest line of the project's own code that the error went through, below the runner: manage.py is above it."""
    top = os.path.realpath(os.getcwd()) + os.sep
    frames = [(os.path.realpath(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    runner = max((at for at, (path, _) in enumerate(frames) if os.path.dirname(path) == HOME), default=-1)
    own = [(shown(path, top, overlays), line) for path, line in frames[runner + 1 :] if is_own(path, top, overlays)]
    return "%s:%d" % own[-1] if own else None


def shown(path, top, overlays):
    """Where a file of an overlay has its place in the project."""
    for overlay in overlays:
        at = os.path.realpath(overlay["at"]) + os.sep
        if path.startswith(at):
            return os.path.join(overlay["of"], path[len(at) :])
    return os.path.relpath(path, top)


def is_own(path, top, overlays):
    tops = (top,) + tuple(os.path.realpath(overlay["at"]) + os.sep for overlay in overlays)
    # Some libraries compile code of their own under names like <string>.
    return path.startswith(tops) and os.path.isfile(path) and "site-packages" not in path


def is_deliberate(error, path):
    """Whether a migration's own file refuses to be undone: `raise` in it, not an error of what it calls."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, NotImplementedError):
        return True
    return bool(frames) and os.path.realpath(frames[-1].filename) == os.path.realpath(path) and (frames[-1].line or "").startswith("raise")
