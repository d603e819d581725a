import { applyEdits, baseName, folderOf, isMarker, type Chapter, type FileChange, type LineEdit, type Mention } from '@oneleaf/core';
import { mentionsOf, type Finder, type Home, type Mentions, type Renaming } from '@oneleaf/frameworks';
import type { PathFilter } from '@oneleaf/git';
import type { Landing } from '../landed-tree.js';
import type { Session } from '../session.js';
import type { ScopePlan } from './plan.js';
import { homeOf, renamingsIn } from './renamings.js';
import { exactly, linesOf } from './texts.js';

/** What the rest of the repository says of migrations that get another name. */
export interface Said {
  readonly changes: readonly FileChange[];
  readonly edits: readonly LineEdit[];
  readonly mentions: readonly Mention[];
}

/** Where people write prose, tests, scripts and settings: other files are made by programs, which make them anew. */
const written =
  /(?:\.(?:py|pyi|md|markdown|rst|txt|adoc|ya?ml|toml|cfg|ini|conf|json|sh|bash|zsh|ps1|bat|html|tf|sql|mk|mako|jinja2?|j2|tmpl)|(?:^|\/)[^./]+)$/i;

/** Respells names that can only mean a renamed migration, and lists the others. */
export async function mentionsIn(session: Session, tree: Landing, plans: readonly ScopePlan[]): Promise<Said> {
  const renamings = plans.flatMap(renamingsIn);
  if (renamings.length === 0) return { changes: [], edits: [], mentions: [] };
  const finder = mentionsOf(renamings, keptNames(tree, renamings));
  const own = new Set([...tree.here.files.keys()].filter(path => isMigration(tree, path)));
  const interest: PathFilter = { key: 'written files', wants: path => written.test(path) && !own.has(path) && !isMarker(path) };
  const found = await foundIn(session, interest, finder);
  const dirty = new Set(await session.repository.worktree.dirty(found.map(({ path }) => path)));
  const edited = found.filter(({ path, edits }) => edits.length > 0 && !dirty.has(path));
  return {
    changes: edited.map(({ path, text, edits }) => ({ path, text: applyEdits(text, edits) })),
    edits: edited.flatMap(({ edits, ...file }) => linesOf(file, edits)),
    mentions: found.flatMap(one => [...(dirty.has(one.path) ? held(one) : []), ...listed(one)]),
  };
}

interface Found extends Mentions {
  readonly path: string;
  readonly text: string;
}

async function foundIn({ repository }: Session, interest: PathFilter, finder: Finder): Promise<readonly Found[]> {
  const entries = (await repository.workingTree(interest)).filter(({ link, unmerged }) => !link && unmerged !== true);
  const contents = await repository.read(entries.map(({ oid }) => oid));
  return entries.flatMap(({ path, oid }) => {
    const text = exactly(contents.get(oid) ?? new Uint8Array());
    if (text === undefined || !finder.mayMention({ path, text })) return [];
    return [{ path, text, ...finder.find({ path, text }) }];
  });
}

function isMigration({ here }: Landing, path: string): boolean {
  return here.homes.get(folderOf(path))?.files.includes(path) === true;
}

function listed({ path, doubtful }: Found): readonly Mention[] {
  return doubtful.map(({ line, text, reason, renaming }) => ({
    path,
    line,
    text,
    reason: `${reason}: ${became(renaming)}`,
  }));
}

function became({ from, to, isDropped }: Renaming): string {
  return isDropped ? `${from} is dropped, ${to} stands for it` : `${from} is ${to} now`;
}

/** What would be respelled in a file that somebody is working on. */
function held({ path, text, edits }: Found): readonly Mention[] {
  return linesOf({ path, text }, edits).map(({ line, before, after }) => ({
    path,
    line,
    text: before,
    reason: `the file has changes that are not committed: ${after}`,
  }));
}

/** Migrations that bear a name and go on bearing it. */
function keptNames({ here, onto }: Landing, renamings: readonly Renaming[]): (name: string) => readonly Home[] {
  const renamed = new Set(renamings.map(({ fromPath }) => fromPath));
  const homes = new Map<string, Home[]>();
  const note = (name: string, home: Home): void => void homes.set(name, [...(homes.get(name) ?? []), home]);
  const add = ({ history, migrations }: Chapter, isKept: (path: string) => boolean): void => {
    for (const { literal, path } of migrations.filter(one => isKept(one.path))) {
      for (const name of new Set([literal, baseName(path).replace(/\.py$/, '')])) note(name, homeOf(history));
    }
  };
  for (const chapter of here.chapters.values()) add(chapter, path => !renamed.has(path) && !onto.base.snapshot.files.has(path));
  for (const chapter of onto.base.snapshot.chapters.values()) add(chapter, () => true);
  return name => homes.get(name) ?? [];
}
