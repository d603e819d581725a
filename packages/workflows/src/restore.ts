import { filesOf, type FileChange, shellWord, type Migration, type RestoredFile } from '@oneleaf/core';
import {
  SHORTEST_BEGINNING,
  filesNamed,
  findFilesElsewhere,
  readFoundMigration,
  readWorkingTree,
  migrationName,
  type OtherBranchFiles,
  type FoundMigration,
} from './branches/other-branches.js';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';
import type { RepositorySession } from './session/session.js';

export interface RestoreOptions {
  /** `0002_tax`, `shop.0002_tax`, an id or its first digits, or a path from the repository's top. */
  readonly name: string;
  /** The ref to take it from; the newest branch that has it otherwise. */
  readonly from?: string;
}

/** Writes a missing migration and its missing ancestors from another branch into the working tree. */
export async function restore(session: RepositorySession, { name, from }: RestoreOptions): Promise<readonly RestoredFile[]> {
  const tree = await readWorkingTree(session);
  refuseIfPresent(tree, name);
  const elsewhere = await findFilesElsewhere(session, tree, from);
  const found = await findMigration(session, elsewhere, name);
  if (!found) throw new UsageError(`no migration ${name} is on ${from ?? 'any branch of this clone'}`, 'git fetch --all');
  const changes = await Promise.all(found.chain.flatMap(filesOf).map(path => restoredText(session, found, path)));
  await session.repository.apply(changes);
  return found.chain.map(one => restoredMigration(elsewhere, found, one));
}

function refuseIfPresent({ here }: Pick<OtherBranchFiles, 'here'>, name: string): void {
  for (const { history, migrations } of here.contents.values()) {
    const present = migrations.find(one => [one.path, migrationName(history, one), one.literal].includes(name));
    // Of a name that messages spell with its history's another history may have one that is not here.
    if (present && (migrationName(history, present) === present.literal || present.literal !== name))
      throw new UsageError(`${name} is here: ${present.path}`);
  }
}

/** The newest content of the only migration that is meant. */
async function findMigration(session: RepositorySession, elsewhere: OtherBranchFiles, name: string): Promise<FoundMigration | undefined> {
  const found = new Map<string, FoundMigration>();
  for (const file of await filesNamed(elsewhere, name)) {
    const one = await readFoundMigration(session, elsewhere, file);
    if (!one || !isMeant(one, name)) continue;
    const spelled = migrationName(one.history, one.migration);
    if ((found.get(spelled)?.file.time ?? -Infinity) < file.time) found.set(spelled, one);
  }
  const exact = [...found.values()].filter(({ migration }) => migration.literal === name);
  const [only, ...others] = exact.length === 1 ? exact : [...found.values()];
  if (others.length === 0) return only;
  throw new UsageError(`${name} can mean several migrations: ${[...found.keys()].sort().join(', ')}`, 'oneleaf restore shop.0002_tax');
}

function isMeant({ migration, history }: FoundMigration, name: string): boolean {
  if ([migration.path, migration.literal, migrationName(history, migration)].includes(name)) return true;
  return history.framework.read.ownName !== undefined && name.length >= SHORTEST_BEGINNING && migration.literal.startsWith(name);
}

async function restoredText({ repository }: RepositorySession, { contents, file }: FoundMigration, path: string): Promise<FileChange> {
  const oid = contents.get(path) ?? '';
  const bytes = (await repository.read([oid])).get(oid);
  const text = bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (text !== undefined && !text.includes('\ufffd')) return { path, text };
  const why = text === undefined ? 'this clone does not have its content' : 'it is not UTF-8';
  throw new EnvironmentError(
    `${path} cannot be restored by oneleaf: ${why}`,
    `git restore --source=${shellWord(file.branch)} -- ${shellWord(path)}`,
  );
}

function restoredMigration({ files }: OtherBranchFiles, { file, contents, history }: FoundMigration, one: Migration): RestoredFile {
  const otherwise = files.filter(({ path, oid }) => path === one.path && oid !== contents.get(path)).map(({ branch }) => branch);
  const name = one.history === history.id ? migrationName(history, one) : one.id;
  return { name, path: one.path, from: file.branch, otherwise };
}
