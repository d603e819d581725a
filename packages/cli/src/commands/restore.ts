import { type FileChange, shellWord, type Migration, type Restored } from '@oneleaf/core';
import { filesNamed, lookElsewhere, readElsewhere, readWorkingTree, spelledOut, type Elsewhere, type Found } from '../elsewhere.js';
import { EnvironmentError, UsageError } from '../errors.js';
import type { Session } from '../session.js';

export interface RestoreOptions {
  /** `0002_tax`, `shop.0002_tax`, an Alembic id or its first digits, or a path from the repository's top. */
  readonly name: string;
  /** The ref to take it from; the newest branch that has it otherwise. */
  readonly from?: string;
}

/** Writes the file of a migration that other branches have, and those that it stands on, into the working tree. */
export async function restore(session: Session, { name, from }: RestoreOptions): Promise<readonly Restored[]> {
  const tree = await readWorkingTree(session);
  refusePresent(tree, name);
  const elsewhere = await lookElsewhere(session, tree, from);
  const found = await findOne(session, elsewhere, name);
  if (!found) throw new UsageError(`no migration ${name} is on ${from ?? 'any branch of this clone'}`, 'git fetch --all');
  const changes = await Promise.all(found.chain.map(one => textOf(session, found, one)));
  await session.repository.apply(changes);
  return found.chain.map(one => told(elsewhere, found, one));
}

function refusePresent({ here }: Pick<Elsewhere, 'here'>, name: string): void {
  for (const { history, migrations } of here.chapters.values()) {
    const present = migrations.find(one => [one.path, spelledOut(history, one), one.literal].includes(name));
    // Of a bare Django name another app may have one that is not here.
    if (present && (history.framework === 'alembic' || present.literal !== name)) throw new UsageError(`${name} is here: ${present.path}`);
  }
}

/** The newest content of the only migration that is meant. */
async function findOne(session: Session, elsewhere: Elsewhere, name: string): Promise<Found | undefined> {
  const found = new Map<string, Found>();
  for (const file of await filesNamed(elsewhere, name)) {
    const one = await readElsewhere(session, elsewhere, file);
    if (!one || !isMeant(one, name)) continue;
    const spelled = spelledOut(one.history, one.migration);
    if ((found.get(spelled)?.file.time ?? -Infinity) < file.time) found.set(spelled, one);
  }
  const exact = [...found.values()].filter(({ migration }) => migration.literal === name);
  const [only, ...others] = exact.length === 1 ? exact : [...found.values()];
  if (others.length === 0) return only;
  throw new UsageError(`${name} may be any of several migrations: ${[...found.keys()].sort().join(', ')}`, 'oneleaf restore shop.0002_tax');
}

function isMeant({ migration, history }: Found, name: string): boolean {
  if ([migration.path, migration.literal, spelledOut(history, migration)].includes(name)) return true;
  return history.framework === 'alembic' && name.length >= 4 && migration.literal.startsWith(name);
}

async function textOf({ repository }: Session, { contents, file }: Found, { path }: Migration): Promise<FileChange> {
  const oid = contents.get(path) ?? '';
  const bytes = (await repository.read([oid])).get(oid);
  const text = bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (text !== undefined && !text.includes('\ufffd')) return { path, text };
  const why = text === undefined ? 'this clone has no content for it' : 'it is no UTF-8';
  throw new EnvironmentError(
    `${path} has to be brought back by git itself: ${why}`,
    `git restore --source=${shellWord(file.branch)} -- ${shellWord(path)}`,
  );
}

function told({ files }: Elsewhere, { file, contents, history }: Found, one: Migration): Restored {
  const otherwise = files.filter(({ path, oid }) => path === one.path && oid !== contents.get(path)).map(({ branch }) => branch);
  const name = one.history === history.id ? spelledOut(history, one) : one.id;
  return { name, path: one.path, from: file.branch, otherwise };
}
