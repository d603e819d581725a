"""Starts an Alembic environment, alone or behind Flask-Migrate, and runs one verb in it."""

import inspect
import os
import re
import sys

import oneleaf_engine
import oneleaf_sqlalchemy_guard


class Environment:
    """A configuration whose env.py runs with a function of ours, as Alembic's own commands do it."""

    def __init__(self, config, answers, guard):
        from alembic.script import ScriptDirectory

        if answers.overlays:
            lay_over(ScriptDirectory, [overlay["at"] for overlay in answers.overlays])
        self.config = config
        self.answers = answers
        self.guard = guard
        self.scripts = ScriptDirectory.from_config(config)

    def run(self, function, **options):
        from alembic.runtime.environment import EnvironmentContext

        try:
            with EnvironmentContext(self.config, self.scripts, fn=function, **options):
                self.scripts.run_env()
        finally:
            self.guard.release()
        self.answers.require_proof()


def lay_over(directory, folders):
    """Every ScriptDirectory reads these, env.py's own too: how the option is split into folders depends on Alembic's version."""
    original = directory.__init__

    def made(self, *args, **more):
        original(self, *args, **more)
        self.version_locations = folders

    directory.__init__ = made


def pass_over_absent(script):
    """git keeps no empty folder: before 1.10 Alembic wants the one of the revisions to be there, later ones take it for empty."""
    listed = script._list_py_dir

    script._list_py_dir = staticmethod(lambda directory, path: listed(directory, path) if os.path.exists(path) else [])


def run(request, answers):
    # Before the project's folders come first: many have a folder called alembic.
    import alembic.command  # noqa: F401
    from alembic.script import Script

    pass_over_absent(Script)
    # Adapters of asynchronous drivers.
    answers.wrappers = ("sqlalchemy.dialects",)

    sys.path.insert(0, os.getcwd())
    project = request["project"]
    guard = oneleaf_sqlalchemy_guard.Guard(request["database"], project.get("elsewhere") == "redirect", answers)
    guard.install()
    chosen = verb_named(request["verb"])
    if project["framework"] == "flask-migrate":
        import oneleaf_flask

        return oneleaf_flask.run(request, answers, lambda config: chosen(Environment(config, answers, guard), request))
    config = configured(project, request)
    point_at(config, request["database"])
    return chosen(Environment(config, answers, guard), request)


def verb_named(name):
    import oneleaf_alembic_drift
    import oneleaf_alembic_generate
    import oneleaf_alembic_verbs

    own = {"drift": oneleaf_alembic_drift.drift, "generate": oneleaf_alembic_generate.generate}
    return own.get(name) or getattr(oneleaf_alembic_verbs, name)


def configured(project, request):
    from alembic.config import CommandLine, Config

    ini = project.get("ini")
    section = project.get("section") or "alembic"
    # env.py may look at the command line: `-x` above all.
    line = ["-n", section] + [word for one in project.get("x", []) for word in ("-x", one)]
    line += ["revision", "--autogenerate"] if request["verb"] == "generate" else ["current"]
    options = CommandLine("alembic").parser.parse_args(line)
    named = {"toml_file": "pyproject.toml"} if "toml_file" in inspect.signature(Config.__init__).parameters else {}
    return Config(file_=ini, ini_section=section, cmd_opts=options, **named)


def point_at(config, database):
    """Puts our address where the stock env.py looks for one, on the driver of the project's own."""
    engine = oneleaf_engine.of(database)
    url = engine.url_of(database, driver_for(config, engine))
    # ConfigParser reads a percent sign as its own.
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))


def driver_for(config, engine):
    backend, _, driver = scheme_of(config).partition("+")
    if backend not in engine.SCHEMES:
        drivers = engine.ASYNC_DRIVERS if is_async(config) else engine.DRIVERS
        driver = next(filter(installed, drivers), "".join(drivers[:1]))
    return engine.DIALECT + ("+" + driver if driver else "")


def scheme_of(config):
    # A percent sign that is not doubled, or a variable that nobody sets, is the user's to mend only where env.py reads it.
    if config.config_file_name is None or not os.path.exists(config.config_file_name):
        return ""
    text = config.file_config.get(config.config_ini_section, "sqlalchemy.url", raw=True, fallback="")
    return text.partition("://")[0]


def is_async(config):
    from alembic.script import ScriptDirectory

    path = os.path.join(ScriptDirectory.from_config(config).dir, "env.py")
    with open(path, encoding="utf-8", errors="replace") as file:
        return re.search(r"create_async_engine|async_engine_from_config|asyncio\.run", file.read()) is not None


def installed(module):
    from importlib.util import find_spec

    return find_spec(module) is not None
