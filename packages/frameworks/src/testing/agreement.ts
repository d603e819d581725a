import type { AlembicAnswer, AlembicReading } from './alembic/oracle.js';
import type { DjangoAnswer, DjangoReading } from './django/oracle.js';

/** Fails unless Oneleaf sees in a tree that computes nothing what Django sees. Where Django answers by chance, Oneleaf has to say so. */
export function agreeWithDjango(ours: DjangoReading, theirs: DjangoAnswer): void {
  expect(ours.undecided).toEqual([]);
  expect(ours.loaded).toEqual(theirs.loaded);
  if (ours.ambiguous.length > 0) return;
  if (!theirs.graph) throw new Error(`Django came no further than to ${theirs.stage}: ${theirs.error?.message ?? ''}`);
  const { cycle, ...graph } = theirs.graph;
  expect({ ...ours.graph, ...(isDeterministic(ours) ? {} : { parents: graph.parents }) }).toEqual(graph);
  if (isDeterministic(ours)) expect(ours.cycles.some(loop => cycle?.every(id => loop.includes(id)))).toBe(cycle !== null);
}

/**
 * Django reads `__first__` and `__latest__` while it makes the edges. What other edges are there by then, those of `run_before` and those to
 * names without a file, is decided by the order of INSTALLED_APPS and of a set.
 */
export function isDeterministic({ graphs }: DjangoReading): boolean {
  const migrations = graphs.flatMap(({ contents }) => [...contents.values()].flatMap(contents => contents.migrations));
  const ids = new Set(migrations.map(({ id }) => id));
  const late = migrations.flatMap(({ requires, before }) => [...requires, ...before]);
  if (!late.some(({ kind }) => kind !== undefined)) return true;
  const reordered = migrations.some(({ history, before }) => before.some(reference => reference.history === history));
  const hole = late.some(({ id, kind }) => kind === undefined && !ids.has(id) && !id.startsWith('auth.'));
  return !reordered && !hole && !migrations.some(({ parents }) => parents.some(({ id }) => id.endsWith('.__latest__')));
}

/**
 * The same for Alembic, whose first error hides the others: its own parent while files are read, then a label that is taken, then cycles.
 * A circle that has an entrance and an exit Alembic does not see, but draws: its parents are compared.
 */
export function agreeWithAlembic(ours: AlembicReading, theirs: AlembicAnswer): void {
  expect(ours.undecided).toEqual([]);
  if (theirs.stage !== 'load') expect(ours.loaded).toEqual(theirs.loaded);
  const { cycle, graph } = theirs;
  if (cycle) {
    expectSharedId(ours.cycles.flat(), cycle);
    return;
  }
  if (ours.findings.some(({ rule }) => rule === 'duplicate-label')) {
    expectLabelError(theirs);
    return;
  }
  if (!graph) throw new Error(`Alembic came no further than to ${theirs.stage}: ${theirs.error?.message ?? ''}`);
  const { leaves, roots, parents, needs } = graph;
  expect({ ...ours.graph, missing: ours.missing }).toEqual({ leaves, roots, parents, needs, missing: theirs.missing });
  const twins = theirs.warnings.some(text => text.endsWith('is present more than once'));
  if (!twins) agreeOnLabels(ours, graph);
}

/** Alembic hands a label down to the branch point too, which makes no leaf carry it. */
function agreeOnLabels({ crowds }: AlembicReading, { leaves, labels }: NonNullable<AlembicAnswer['graph']>): void {
  const carried = leaves.flatMap(leaf => labels[leaf] ?? []);
  for (const label of new Set(Object.values(labels).flat())) {
    const count = carried.filter(other => other === label).length;
    expect([label, crowds({ [label]: count }), crowds({ [label]: Math.max(0, count - 1) })]).toEqual([label, false, count > 0]);
  }
}

/** Alembic names everything that a circle cuts off, or with a double id less than that. */
function expectSharedId(ours: readonly string[], theirs: readonly string[]): void {
  expect(ours.filter(id => theirs.includes(id))).not.toEqual([]);
}

function expectLabelError({ error }: AlembicAnswer): void {
  expect(error).toMatchObject({ type: 'RevisionError' });
  expect(error?.message).toMatch(/^Branch name '.+' in revision .+ already used by/);
}
