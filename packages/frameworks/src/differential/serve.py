"""Answers requests about trees of files: one JSON document a line, in on stdin and out on stdout."""

import importlib
import json
import os
import py_compile
import shutil
import sys
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path

sys.dont_write_bytecode = True


def plant(root, files):
    for name, text in files.items():
        path = Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".pyc":
            source = path.with_suffix(".source")
            source.write_text(text)
            py_compile.compile(str(source), cfile=str(path))
            source.unlink()
        else:
            path.write_bytes(text.encode())


def within(root, module):
    places = [getattr(module, "__file__", None) or "", *(getattr(module, "__path__", None) or [])]
    return any(place.startswith(root) for place in places)


def forget(root):
    """The next tree has modules of the same names."""
    tops = {name for name, module in sys.modules.items() if "." not in name and within(root, module)}
    for name in list(sys.modules):
        if name.partition(".")[0] in tops:
            del sys.modules[name]
    for place in list(sys.path_importer_cache):
        if place.startswith(root):
            del sys.path_importer_cache[place]


@contextmanager
def planted(files):
    """The files in a folder of their own, which is the working directory and the first place to import from."""
    root = os.path.realpath(tempfile.mkdtemp(prefix="oneleaf-oracle-"))
    before = sys.path[:]
    try:
        plant(root, files)
        os.chdir(root)
        sys.path.insert(0, root)
        importlib.invalidate_caches()
        yield Path(root)
    finally:
        sys.path[:] = before
        forget(root)
        os.chdir(tempfile.gettempdir())
        shutil.rmtree(root)


def told(error):
    return {"type": type(error).__name__, "message": str(error)}


def functions(error):
    """The names of the functions that the error came through."""
    return {frame.name for frame in traceback.extract_tb(error.__traceback__)}


def serve(answer):
    """Migrations may print; only answers may reach the stdout that is read."""
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        try:
            with planted(request["files"]) as root:
                reply = answer(root, request)
        except Exception:
            reply = {"broken": traceback.format_exc()}
        print(json.dumps(reply, sort_keys=True), file=out, flush=True)
