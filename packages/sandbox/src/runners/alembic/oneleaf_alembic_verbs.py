"""What can be asked of an Alembic environment."""

import oneleaf_answers
import oneleaf_residue


def preflight(environment, request):
    """What `alembic current` does: env.py connects, and nothing is changed."""
    current(environment)
    return {"engines": {}}


def current(environment):
    found = []

    def look(heads, context):
        found.extend(context.get_current_heads())
        return []

    environment.run(look, dont_mutate=True)
    return tuple(found)


def in_order(environment, upper="heads"):
    """Every revision below, parents first, as `upgrade` takes them."""
    return [script.revision for script in environment.scripts.iterate_revisions(upper, "base", implicit_base=True)][::-1]


def leaves(environment, request):
    return {"leaves": sorted(environment.scripts.get_heads())}


def applied(environment, request):
    heads = current(environment)
    everything = set(in_order(environment))
    known = tuple(head for head in heads if head in everything)
    below = in_order(environment, known) if known else []
    return {"applied": below, "unknown": sorted(set(heads) - everything)}


def check(environment, request):
    done = set(applied(environment, request)["applied"])
    return {"pending": [revision for revision in in_order(environment) if revision not in done]}


def upgrade(environment, request):
    return walk(environment, "up", request.get("to") or "heads", environment.scripts._upgrade_revs)


def downgrade(environment, request):
    return walk(environment, "down", request["to"], environment.scripts._downgrade_revs)


def walk(environment, step, to, steps):
    """Runs the steps to a revision, noting each before it runs: Alembic takes them one by one."""
    answers = environment.answers
    # env.py may ask for it: context.get_revision_argument().
    environment.run(lambda heads, context: noting(steps(to, heads), step, answers), destination_rev=to)
    return {"ran": answers.ran}


def noting(steps, step, answers):
    """A step has run when Alembic asks for the next one. A stamp is none."""
    for one in steps:
        if hasattr(one, "revision"):
            answers.start(one.revision.revision, step)
        yield one
        answers.finish()


def undo(environment, request):
    """As far down as it goes. One that refuses takes the whole run back, so then each goes down in a run of its own."""
    answers = environment.answers
    try:
        return dict(walk(environment, "down", "base", environment.scripts._downgrade_revs), irreversible=[])
    except Exception as error:
        if not refuses(environment, error):
            raise
    answers.restart()
    for revision in reversed(applied(environment, request)["applied"]):
        try:
            climb(environment, environment.scripts.get_revision(revision), "down")
        except Exception as error:
            if not refuses(environment, error):
                raise
            return {"ran": answers.ran, "irreversible": [refusal(answers, error)]}
        answers.finish()
    return {"ran": answers.ran, "irreversible": []}


def refuses(environment, error):
    running = environment.answers.running
    return running is not None and oneleaf_answers.is_deliberate(error, environment.scripts.get_revision(running["migration"]).path)


def refusal(answers, error):
    return {"migration": answers.running["migration"], "reason": oneleaf_answers.steady(str(error)) or type(error).__name__}


def stairway(environment, request):
    """Each revision up, down and up again, each step a run of env.py of its own: other branches are left alone."""
    if request.get("atOnce"):
        return at_once(environment)
    if environment.answers.ran:
        start_over(environment)
    else:
        current(environment)
    residue, irreversible = oneleaf_residue.Residue(), []
    for revision in in_order(environment):
        script = environment.scripts.get_revision(revision)
        climb(environment, script, "up", residue)
        try:
            climb(environment, script, "down", residue)
            climb(environment, script, "up again", residue)
        except Exception as error:
            if environment.answers.running["step"] != "down" or not refuses(environment, error):
                raise
            irreversible.append(refusal(environment.answers, error))
        environment.answers.finish()
    return {"ran": environment.answers.ran, "irreversible": irreversible, "left": residue.left}


def at_once(environment):
    """The same in one run, as `upgrade` takes several revisions: one connection, and one transaction unless env.py says otherwise."""
    residue = oneleaf_residue.Residue()

    def steps(heads, context):
        for revision in in_order(environment):
            environment.answers.finish()
            for step in ("up", "down", "up again"):
                yield step_of(environment, context, (environment.scripts.get_revision(revision), step), residue)

    environment.run(steps, destination_rev="heads")
    environment.answers.finish()
    return {"ran": environment.answers.ran, "irreversible": [], "left": residue.left}


def start_over(environment):
    """Empties the database, which is ours, of what the application has made of it on its way."""
    from sqlalchemy import text

    def empty(heads, context):
        environment.guard.engine.empty(lambda statement: context.connection.execute(text(statement)))
        return []

    environment.run(empty, dont_mutate=True)
    environment.answers.ran.clear()


def climb(environment, script, step, residue=None):
    # env.py may fail before it comes to the step.
    environment.answers.start(script.revision, step)
    environment.run(lambda heads, context: [step_of(environment, context, (script, step), residue)], destination_rev=script.revision)


def step_of(environment, context, named, residue):
    from alembic.runtime.migration import MigrationStep
    from sqlalchemy import text

    script, step = named
    if residue:
        size = context.connection.execute(text(environment.guard.engine.SIZE)).scalar()
        residue.note(script.revision, step, size)
    environment.answers.start(script.revision, step)
    make = MigrationStep.downgrade_from_script if step == "down" else MigrationStep.upgrade_from_script
    return make(environment.scripts.revision_map, script)
