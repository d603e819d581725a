"""What can be asked of a Django project's migrations."""

import oneleaf_answers
import oneleaf_engine
import oneleaf_residue


def spelled(key):
    return "%s.%s" % (key[0], key[1])


def command(name):
    """The project's own, if it has one: some teach Django, when they are imported, what is to be left out of a field."""
    from django.core.management import get_commands, load_command_class

    return load_command_class(get_commands()[name], name)


def executor():
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def preflight(request, answers):
    """Opens every connection that the settings name: the guard sees whether each is ours."""
    from django.conf import settings
    from django.db import connections

    for alias in connections:
        connections[alias].ensure_connection()
    answers.require_proof()
    return {"engines": settings.ONELEAF_ENGINES}


def leaves(request, answers):
    from django.db.migrations.loader import MigrationLoader

    return {"leaves": sorted(map(spelled, MigrationLoader(None).graph.leaf_nodes()))}


def applied(request, answers):
    preflight(request, answers)
    loader = executor().loader
    return {
        "applied": sorted(map(spelled, loader.applied_migrations)),
        "unknown": sorted(spelled(key) for key in loader.applied_migrations if key not in loader.disk_migrations),
    }


def check(request, answers):
    preflight(request, answers)
    runner = executor()
    plan = runner.migration_plan(runner.loader.graph.leaf_nodes())
    return {"pending": [spelled((migration.app_label, migration.name)) for migration, _ in plan]}


def upgrade(request, answers):
    preflight(request, answers)
    migrate(request.get("to"), answers)
    return {"ran": answers.ran}


downgrade = upgrade


def undo(request, answers):
    """Every migration of every app, as far down as it goes."""
    from django.db.migrations.exceptions import IrreversibleError

    preflight(request, answers)
    note_each(answers)
    runner = executor()
    targets = [(label, None) for label in sorted({label for label, _ in runner.loader.graph.nodes})]
    try:
        runner.migrate(targets)
    except IrreversibleError as error:
        return {"ran": answers.ran, "irreversible": [{"migration": answers.running["migration"], "reason": oneleaf_answers.steady(str(error))}]}
    return {"ran": answers.ran, "irreversible": []}


def migrate(to, answers):
    """The project's own `migrate`, noting each migration before it runs."""
    from django.core.management import call_command

    note_each(answers)
    # A label may hold no dot, a migration's name may.
    target = to.split(".", 1) if to else []
    call_command("migrate", *target, interactive=False, verbosity=1, skip_checks=False)


def note_each(answers):
    from django.db.migrations.executor import MigrationExecutor

    def noting(original, step):
        def noted(self, state, migration, *args, **more):
            answers.start(spelled((migration.app_label, migration.name)), step)
            result = original(self, state, migration, *args, **more)
            answers.finish()
            return result

        return noted

    MigrationExecutor.apply_migration = noting(MigrationExecutor.apply_migration, "up")
    MigrationExecutor.unapply_migration = noting(MigrationExecutor.unapply_migration, "down")


def stairway(request, answers):
    """Each migration up, down and up again, from an empty database, in the order in which `migrate` takes them."""
    from django.db import connection
    from django.db.migrations.exceptions import IrreversibleError
    from django.db.migrations.state import ProjectState

    preflight(request, answers)
    command("migrate")
    runner = executor()
    plan = runner.migration_plan(runner.loader.graph.leaf_nodes(), clean_start=True)
    runner.recorder.ensure_schema()
    before_all(plan)
    state = ProjectState(real_apps=runner.loader.unmigrated_apps)
    residue, irreversible = oneleaf_residue.Residue(), []
    size = oneleaf_engine.of(request["database"]).SIZE

    def start(name, step):
        with connection.cursor() as cursor:
            cursor.execute(size)
            residue.note(name, step, cursor.fetchone()[0])
        answers.start(name, step)

    for migration, _ in plan:
        name = spelled((migration.app_label, migration.name))
        start(name, "up")
        after = runner.apply_migration(state.clone(), migration)
        try:
            start(name, "down")
            runner.unapply_migration(state.clone(), migration)
            start(name, "up again")
            after = runner.apply_migration(state.clone(), migration)
        except IrreversibleError as error:
            irreversible.append({"migration": name, "reason": oneleaf_answers.steady(str(error))})
        answers.finish()
        state = after
    return {"ran": answers.ran, "irreversible": irreversible, "left": residue.left}


def before_all(plan):
    """What `migrate` sends first: the content types' app puts operations of its own into the plan."""
    from django.core.management.sql import emit_pre_migrate_signal
    from django.db import DEFAULT_DB_ALIAS

    emit_pre_migrate_signal(0, False, DEFAULT_DB_ALIAS, plan=plan)
