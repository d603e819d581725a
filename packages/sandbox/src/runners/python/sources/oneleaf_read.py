"""Reads the sources of a folder and writes down what is wrong in them. Started as `python -I -S oneleaf_read.py FOLDER ANSWER`, in a folder of ours."""

import json
import os
import sys

# In isolated mode nothing is on the path but Python's own modules: neither the folder that is read nor the one of this file.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import oneleaf_source_problems  # noqa: E402
from oneleaf_sources import Sources  # noqa: E402

sources = Sources(sys.argv[1])
found = oneleaf_source_problems.problems_in(sources)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump({"problems": found, "unread": sorted(sources.unread)}, file)
