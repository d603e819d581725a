import {
  addToGroup,
  applyEdits,
  isMarker,
  type HistoryContents,
  type FileChange,
  type LineEdit,
  type PossibleMention,
  type HistoryKey,
  type Renaming,
  type ScopePlan,
  homeOf,
  findRenamings,
  lineEdits,
} from '@oneleaf/core';
import { markers as markerKinds } from '@oneleaf/frameworks';
import { mentionFinder, type MentionFinder, type ResolvedMentions } from '@oneleaf/frameworks';
import type { PathFilter } from '@oneleaf/git';
import type { LandedOnBase } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';
import { decodeText } from '../repository-view/file-text.js';

/** What the rest of the repository says of migrations that get another name. */
export interface MentionEdits {
  readonly changes: readonly FileChange[];
  readonly edits: readonly LineEdit[];
  readonly mentions: readonly PossibleMention[];
}

/** Where people write prose, tests, scripts and settings: other files are made by programs, which make them anew. */
const HAND_WRITTEN =
  /(?:\.(?:py|pyi|md|markdown|rst|txt|adoc|ya?ml|toml|cfg|ini|conf|json|sh|bash|zsh|ps1|bat|html|tf|sql|mk|mako|jinja2?|j2|tmpl)|(?:^|\/)[^./]+)$/i;

/** Respells names that can only mean a renamed migration, and lists the others. */
export async function findMentions(session: RepositorySession, tree: LandedOnBase, plans: readonly ScopePlan[]): Promise<MentionEdits> {
  const renamings = plans.flatMap(findRenamings);
  if (renamings.length === 0) return { changes: [], edits: [], mentions: [] };
  const finder = mentionFinder(renamings, keptNames(tree, renamings));
  const migrations = new Set([...tree.here.contents.values()].flatMap(({ history }) => history.files));
  const interest: PathFilter = {
    key: 'written files',
    wants: path => HAND_WRITTEN.test(path) && !migrations.has(path) && !isMarker(path, markerKinds),
  };
  const found = await searchFiles(session, interest, finder);
  const dirty = new Set(await session.repository.worktree.dirty(found.map(({ path }) => path)));
  const edited = found.filter(({ path, edits }) => edits.length > 0 && !dirty.has(path));
  return {
    changes: edited.map(({ path, text, edits }) => ({ path, text: applyEdits(text, edits) })),
    edits: edited.flatMap(({ edits, ...file }) => lineEdits(file, edits)),
    mentions: found.flatMap(one => [...(dirty.has(one.path) ? uncommittedMentions(one) : []), ...doubtfulMentions(one)]),
  };
}

interface FileMentions extends ResolvedMentions {
  readonly path: string;
  readonly text: string;
}

async function searchFiles(
  { repository }: RepositorySession,
  interest: PathFilter,
  finder: MentionFinder,
): Promise<readonly FileMentions[]> {
  const entries = (await repository.workingTree(interest)).filter(({ link, unmerged }) => !link && unmerged !== true);
  const contents = await repository.read(entries.map(({ oid }) => oid));
  return entries.flatMap(({ path, oid }) => {
    const text = decodeText(contents.get(oid) ?? new Uint8Array());
    if (text === undefined || !finder.mayMention({ path, text })) return [];
    return [{ path, text, ...finder.find({ path, text }) }];
  });
}

function doubtfulMentions({ path, doubtful }: FileMentions): readonly PossibleMention[] {
  return doubtful.map(({ line, text, reason, renaming }) => ({
    path,
    line,
    text,
    reason: `${reason}: ${newName(renaming)}`,
  }));
}

function newName({ from, to, isDropped }: Renaming): string {
  return isDropped ? `${from} is dropped, ${to} replaces it` : `${from} is ${to} now`;
}

/** Changes of a file with uncommitted edits are only reported. */
function uncommittedMentions({ path, text, edits }: FileMentions): readonly PossibleMention[] {
  return lineEdits({ path, text }, edits).map(({ line, before, after }) => ({
    path,
    line,
    text: before,
    reason: `the file has changes that are not committed: ${after}`,
  }));
}

/** Migrations that bear a name and go on bearing it. */
function keptNames({ here, onto }: LandedOnBase, renamings: readonly Renaming[]): (name: string) => readonly HistoryKey[] {
  const renamed = new Set(renamings.map(({ fromPath }) => fromPath));
  const homes = new Map<string, HistoryKey[]>();
  const add = ({ history, migrations }: HistoryContents, isKept: (path: string) => boolean): void => {
    for (const { literal, path } of migrations.filter(one => isKept(one.path))) {
      for (const name of new Set([literal, history.framework.recognise.stem(path)])) addToGroup(homes, name, homeOf(history));
    }
  };
  for (const contents of here.contents.values()) add(contents, path => !renamed.has(path) && !onto.base.snapshot.files.has(path));
  for (const contents of onto.base.snapshot.contents.values()) add(contents, () => true);
  return name => homes.get(name) ?? [];
}
