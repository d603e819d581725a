"""Runs a project's own framework on the database that the request names. Started by session.ts as `python oneleaf_run.py request.json`."""

import importlib
import json
import os
import shutil
import signal
import sys

import oneleaf_answers


def outlive_nobody(descriptor):
    """Ends the whole process group, and removes our folder, once the process that started it is gone, however that ended."""
    # A process and no thread: a project may patch the locks of threads when it is imported, and gevent breaks those that one holds by then.
    watcher = os.fork()
    if watcher == 0:
        os.read(descriptor, 1)
        shutil.rmtree(oneleaf_answers.HOME, ignore_errors=True)
        os.killpg(os.getpgid(0), signal.SIGKILL)
    return watcher


def answer_to(request, answers):
    if request["verb"] == "sources":
        import oneleaf_source_problems

        return {"problems": oneleaf_source_problems.problems()}
    return importlib.import_module(request["runner"]).run(request, answers)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    # A project may patch these, too.
    kill, waitpid = os.kill, getattr(os, "waitpid", None)
    watcher = outlive_nobody(3) if os.name == "posix" else None
    answers = oneleaf_answers.Answers(request["answers"])
    answers.overlays = request.get("overlays") or []
    # The project's modules come first, as with `python -m`: ours stay reachable, last.
    sys.path.append(sys.path.pop(0))
    try:
        value = answer_to(request, answers)
        answers.say("result", value=value)
    except BaseException as error:
        answers.fail(error)
        raise
    finally:
        answers.conceal(os.environ)
        if watcher:
            kill(watcher, signal.SIGKILL)
            waitpid(watcher, 0)


main()
