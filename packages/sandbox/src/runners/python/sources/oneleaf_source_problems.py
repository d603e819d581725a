"""What is wrong in the sources and does not show, or not yet, when the project runs. Nothing of it is imported, and no database is asked."""

import importlib
import os

from oneleaf_sources import Sources

PREFIX = "oneleaf_check_"


def problems(top="."):
    return problems_in(Sources(top))


def problems_in(sources):
    """What each module `oneleaf_check_...` beside this one finds."""
    names = sorted(os.path.splitext(name)[0] for name in os.listdir(os.path.dirname(os.path.realpath(__file__))) if name.startswith(PREFIX))
    return [problem for name in names for problem in importlib.import_module(name).problems(sources)]
