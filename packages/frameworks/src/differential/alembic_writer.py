"""What Alembic writes for a new revision. Asked with {"files", "heads", "id", "message", "now", "zone", "flask"?}."""

import datetime
import os
import time
from types import SimpleNamespace

from alembic import command
from alembic.script import ScriptDirectory, base

from alembic_oracle import configuration
from serve import serve


def stopped(now):
    """The module `datetime`, at that moment."""

    class Stopped(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime.fromtimestamp(now, tz)

    return SimpleNamespace(datetime=Stopped, timezone=datetime.timezone)


def answer(root, request):
    os.environ["TZ"] = request["zone"]
    time.tzset()
    base.datetime = stopped(request["now"])
    config = configuration(request)
    heads = request["heads"]
    if len(heads) > 1:
        command.merge(config, heads, message=request["message"], rev_id=request["id"])
    else:
        command.revision(config, message=request["message"], rev_id=request["id"])
    files = [path for path in root.rglob("*.py") if str(path.relative_to(root)) not in request["files"]]
    return {
        "written": {str(path.relative_to(root)): path.read_bytes().decode() for path in files},
        "heads": sorted(ScriptDirectory.from_config(config).get_heads()),
    }


if __name__ == "__main__":
    serve(answer)
