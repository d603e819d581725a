import {
  inTurn,
  shellWord,
  unclaimed,
  undoing,
  type Applied,
  type Fix,
  type Snapshot,
  type Stranded,
  type Unclaimed,
  type Undo,
} from '@oneleaf/core';
import type { Ledger } from '@oneleaf/sandbox';
import { filesNamed, lookElsewhere, readElsewhere, readWorkingTree, spelledOut, type Elsewhere, type Found } from '../elsewhere.js';
import type { Session } from '../session.js';

/** What a database has applied and no file of the working tree is about, with the branch that has the file and the way to take it back. */
export async function stranded(session: Session, ledger: Ledger): Promise<readonly Stranded[]> {
  const [applied, tree] = await Promise.all([ledger.applied(), readWorkingTree(session)]);
  return takingBack(tree.here, applied, await locateAll(session, tree, applied));
}

/** A row that no file of a tree is about, and where some other tree has the file. */
export interface Located {
  readonly row: Unclaimed;
  readonly found: Found | undefined;
}

export async function locateAll(session: Session, tree: Pick<Elsewhere, 'world' | 'here'>, applied: Applied): Promise<readonly Located[]> {
  const rows = unclaimed(tree.here, applied);
  if (rows.length === 0) return [];
  const elsewhere = await lookElsewhere(session, tree);
  const located: Located[] = [];
  for (const row of rows) located.push({ row, found: await locate(session, elsewhere, row) });
  return located;
}

/** What each chain of them is called, and the way to take it back. */
export function takingBack(here: Snapshot, applied: Applied, located: readonly Located[]): readonly (Located & Stranded)[] {
  const besides = (row: Unclaimed): boolean =>
    (applied.alembic ?? []).some(({ table, version }) => table === row.place && version !== row.name);
  return chains(located).map(one => ({ ...one, ...told(here, one, besides(one.row)) }));
}

/** The newest tree that has the file. */
async function locate(session: Session, elsewhere: Elsewhere, { framework, name, place }: Unclaimed): Promise<Found | undefined> {
  const files = [...(await filesNamed(elsewhere, name))].sort((one, other) => other.time - one.time);
  for (const file of files) {
    const found = await readElsewhere(session, elsewhere, file);
    const { history, migration } = found ?? {};
    if (history?.framework === framework && migration?.literal === name && (framework === 'alembic' || history.label === place))
      return found;
  }
  return undefined;
}

/** Where one stands on another of the same history, the last of them stands for all. */
function chains(located: readonly Located[]): readonly Located[] {
  const isBelow = ({ found }: Located, other: Located): boolean =>
    found !== undefined &&
    other.found !== undefined &&
    found.migration.id !== other.found.migration.id &&
    found.history.id === other.found.history.id &&
    other.found.chain.some(({ id }) => id === found.migration.id);
  return located.filter(one => !located.some(other => isBelow(one, other)));
}

function told(here: Snapshot, { row, found }: Located, besides: boolean): Stranded {
  if (!found) return { names: [row.framework === 'django' ? `${row.place}.${row.name}` : row.name] };
  const { history, migration, chain, file } = found;
  const own = chain.filter(one => one.history === history.id);
  const undo = undoing(here, { tip: migration, history, chain, besides });
  return {
    names: own.map(one => spelledOut(history, one)),
    on: file.branch,
    fix: undo.forks ? onBranch(found, undo) : brought(found, undo),
  };
}

function brought({ history, migration, chain }: Found, { command }: Undo): Fix {
  const files = chain.map(({ path }) => shellWord(path)).join(' ');
  const steps = [`npx oneleaf restore ${shellWord(spelledOut(history, migration))}`, command, `rm ${files}`];
  return { title: 'take it back', command: inTurn(steps) };
}

function onBranch({ file: { branch, local } }: Found, { command }: Undo): Fix {
  const there = `git switch ${local ? '' : '--detach '}${shellWord(branch)}`;
  return { title: 'take it back where it is the only leaf', command: inTurn([there, command, 'git switch -']) };
}
