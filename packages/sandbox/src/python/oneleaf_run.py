"""Runs a project's own framework on the database that the request names. Started by session.ts as `python oneleaf_run.py request.json`."""

import json
import os
import shutil
import signal
import sys
import threading

import oneleaf_answers


def outlive_nobody(descriptor):
    """Ends the whole process group, and removes our folder, once the process that started it is gone, however that ended."""

    def wait():
        os.read(descriptor, 1)
        shutil.rmtree(oneleaf_answers.HOME, ignore_errors=True)
        os.killpg(os.getpgid(0), signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


def framework(name):
    if name == "django":
        import oneleaf_django

        return oneleaf_django.run
    import oneleaf_alembic

    return oneleaf_alembic.run


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    if os.name == "posix":
        outlive_nobody(3)
    answers = oneleaf_answers.Answers(request["answers"])
    answers.overlays = request.get("overlays") or []
    # The project's modules come first, as with `python -m`: ours stay reachable, last.
    sys.path.append(sys.path.pop(0))
    try:
        value = framework(request["project"]["framework"])(request, answers)
        answers.say("result", value=value)
    except BaseException as error:
        answers.fail(error)
        raise
    finally:
        answers.conceal(os.environ)


main()
