"""Loads a Flask application as `flask` does, for what Flask-Migrate keeps behind it."""

import os

import oneleaf_alembic_verbs


def run(request, answers, task):
    from flask import current_app
    from flask.cli import ScriptInfo, load_dotenv

    project = request["project"]
    # Applications ask for it: some patch themselves, or start threads, only where a server has imported them.
    os.environ["FLASK_RUN_FROM_CLI"] = "true"
    load_dotenv()
    note_own_steps(project["directory"], answers)
    # Before Flask 2.2 ScriptInfo read the variable itself, since then `flask` does.
    app = ScriptInfo(app_import_path=project.get("app") or os.environ.get("FLASK_APP")).load_app()
    answers.conceal(app.config)
    answers.loaded()
    with app.app_context():
        # As `flask db migrate` does: the stock env.py asks for it before it leaves an empty revision out.
        options = ["autogenerate"] if request["verb"] == "generate" else None
        config = current_app.extensions["migrate"].migrate.get_config(project["directory"], opts=options)
        return task(config)


def note_own_steps(directory, answers):
    """Some applications call `upgrade()` where they are made: what it runs is noted as what we run is, until the application is loaded."""
    from alembic.runtime.migration import MigrationContext

    run_migrations = MigrationContext.run_migrations

    def noted(self, **options):
        steps = self._migrations_fn
        if answers.loading and self.script is not None and os.path.realpath(self.script.dir) == os.path.realpath(directory):
            self._migrations_fn = lambda heads, context: oneleaf_alembic_verbs.noting(steps(heads, context), "up", answers)
        return run_migrations(self, **options)

    MigrationContext.run_migrations = noted
