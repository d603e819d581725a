import type { Graph } from '../graph/node.js';
import type { LeafCount } from '../graph/leaf-count.js';
import type { HistoryContents } from '../graph/node.js';
import type { Deviation } from '../reports/status-report.js';
import { joinCommands } from './join-commands.js';
import { recordPlanOf } from './relocation.js';
import type { NameMismatch } from './name-mismatch.js';
import type { MissingChain, DatabaseState } from './database-state.js';

export function missingFileDeviations(missingChains: readonly MissingChain[], named: string): readonly Deviation[] {
  return missingChains.map(({ names, on, fix }) => {
    const applied = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} applied to ${named}`;
    if (on === undefined) return { kind: 'unknown', message: `${applied}, and no branch of this clone has the file`, names };
    return { kind: 'ahead', message: `${applied}; the file is on ${on}, not here`, names, on, ...(fix ? { fix } : {}) };
  });
}

export function undecidedDeviations({ answer, undecided: paths }: LeafCount): readonly Deviation[] {
  if (answer !== 'undecided' && paths.length === 0) return [];
  const message = `the applied migrations are not certain: ${paths.join(', ')} cannot be read without running it`;
  return [{ kind: 'undecided', message, names: [], fix: { title: 'see what is wrong with the files', command: 'npx oneleaf check' } }];
}

export function forkDeviations({ answer, certain: leaves }: LeafCount): readonly Deviation[] {
  if (answer !== 'more') return [];
  const message = `the history itself has ${leaves.length} leaves: ${leaves.join(', ')}`;
  return [{ kind: 'forked', message, names: leaves, fix: { title: 'give it one leaf', command: 'npx oneleaf check' } }];
}

export function nameDeviations(
  nameMismatches: readonly NameMismatch[],
  graph: Graph,
  { applied, engine, databaseName }: DatabaseState,
): readonly Deviation[] {
  if (nameMismatches.length === 0) return [];
  const after = { contents: graph.contents };
  const before = { contents: new Map([...graph.contents].map(([id, contents]) => [id, withFormerNames(contents, nameMismatches)])) };
  const moves = nameMismatches.map(({ row, history, migration }) => ({ history: history.id, from: row.name, to: migration.literal }));
  const plan = recordPlanOf({ moves, before, after, applied, engine });
  const pairs = moves.map(({ from, to }) => `${from} means ${to}`).join(', ');
  const command = joinCommands(plan.after);
  const title = plan.refusal ?? 'record the present names';
  const fix = { title, ...(command === '' ? {} : { command }) };
  return [
    {
      kind: 'misnamed',
      message: `${databaseName} has names without a file: ${pairs}`,
      names: nameMismatches.map(({ migration }) => migration.id),
      fix,
    },
  ];
}

function withFormerNames(contents: HistoryContents, nameMismatches: readonly NameMismatch[]): HistoryContents {
  const migrations = contents.migrations.map(one => {
    const found = nameMismatches.find(({ migration }) => migration === one);
    if (!found) return one;
    const { row, formerMigration } = found;
    return {
      ...one,
      literal: row.name,
      id: one.id.slice(0, -one.literal.length) + row.name,
      parents: formerMigration?.parents ?? one.parents,
    };
  });
  return { ...contents, migrations };
}
