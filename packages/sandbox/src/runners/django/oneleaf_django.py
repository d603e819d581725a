"""Starts a Django project as manage.py does, with our settings, and runs one verb in it."""

import json
import os
import runpy
import sys

import oneleaf_answers
import oneleaf_django_guard


class Unstarted(Exception):
    """manage.py ended without starting Django."""


def run(request, answers):
    from django.core import management

    answers.wrappers = ("django.db",)
    project = request["project"]
    manage = project.get("manage")
    values = []

    def execute(self=None):
        prepare(request, answers)
        values.append(verb_named(request["verb"])(request, answers))

    # manage.py finds the settings module in its own way, and may load a .env or change sys.path: so it runs, up to where Django would take over.
    management.ManagementUtility.execute = execute
    sys.argv = [manage or "django-admin", "migrate"]
    sys.path.insert(0, os.path.dirname(os.path.abspath(manage)) if manage else os.getcwd())
    if manage:
        runpy.run_path(manage, run_name="__main__")
    else:
        execute()
    if not values:
        raise Unstarted("%s ended without calling execute_from_command_line" % manage)
    return values[0]


def prepare(request, answers):
    import django
    from django.conf import settings
    from django.utils import translation
    from django.utils.functional import empty

    project, database = request["project"], request["database"]
    module = project.get("settings") or os.environ.get("DJANGO_SETTINGS_MODULE")
    if not module:
        raise Unstarted("nothing says which settings module the project has")
    os.environ["ONELEAF_SETTINGS"] = module
    os.environ["ONELEAF_DATABASE"] = json.dumps(database)
    os.environ["ONELEAF_OVERLAYS"] = json.dumps({overlay["label"]: overlay["module"] for overlay in answers.overlays})
    os.environ["DJANGO_SETTINGS_MODULE"] = "_oneleaf_settings"
    # A manage.py that looks at settings.DEBUG has loaded the user's own by now.
    settings._wrapped = empty
    oneleaf_django_guard.guard(database, answers)
    engines = dict(settings.ONELEAF_ENGINES)
    answers.conceal({name: getattr(settings, name) for name in dir(settings) if name.isupper()})
    answers.say("engines", engines=engines)
    django.setup()
    # As Django's own commands run: names that are translated are compared as they are written (`no_translations`).
    translation.deactivate_all()


def verb_named(name):
    import oneleaf_django_drift
    import oneleaf_django_generate
    import oneleaf_django_verbs

    own = {"drift": oneleaf_django_drift.drift, "generate": oneleaf_django_generate.generate}
    return own.get(name) or getattr(oneleaf_django_verbs, name)
