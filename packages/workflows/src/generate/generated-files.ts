import { folderOf, type DraftOutcome, type DraftParent, type FileChange, type CommandRefusal } from '@oneleaf/core';
import type { GeneratedMigrations, GeneratedFile } from '@oneleaf/sandbox';
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { draftParents } from '../drafting/migration-draft.js';
import type { LandedTree } from '../landing/landed-tree.js';
import type { FoundProject } from '../project-run/projects.js';
import type { NextMigration } from './next-migrations.js';

/** The new files where they belong, or why they cannot be there. */
export type GeneratedDrafts =
  { readonly drafts: readonly DraftOutcome[]; readonly changes: readonly FileChange[] } | { readonly refusal: CommandRefusal };

interface PlacementContext {
  /** The repository's top. */
  readonly top: string;
  readonly tree: LandedTree;
  readonly found: FoundProject;
  readonly standing: readonly NextMigration[];
}

export function placeGenerated(
  { files, packages }: Pick<GeneratedMigrations, 'files' | 'packages'>,
  { top, tree, found, standing }: PlacementContext,
): GeneratedDrafts {
  const within = (path: string): string => relative(realpathSync(top), path).split(sep).join('/');
  const drafts: (readonly [GeneratedFile, DraftOutcome])[] = [];
  const changes: FileChange[] = packages.map(path => ({ path: within(path), text: '' }));
  for (const file of files) {
    const path = within(file.path);
    const own = standing.find(({ history }) => file.label === '' || history.label === file.label);
    const refusal = placementRefusal(path, top) ?? own?.refusal;
    if (refusal) return { refusal };
    const parents = (own?.parents ?? []).filter(({ id }) => file.parents.includes(id));
    const before = drafts.flatMap(([one, draft]) => (file.parents.includes(one.migration) ? [parentInDraft(draft)] : []));
    drafts.push([
      file,
      { ...draftOutcome(file, path, own), framework: found.framework.name, parents: [...draftParents(tree, parents), ...before] },
    ]);
    changes.push({ path, text: file.text });
  }
  return { drafts: drafts.map(([, draft]) => draft), changes };
}

function placementRefusal(path: string, top: string): CommandRefusal | undefined {
  if (path.startsWith('../') || isAbsolute(path)) return { message: `${path} is outside of this repository` };
  return existsSync(join(top, path)) ? { message: `${path} is there already` } : undefined;
}

function draftOutcome(
  { label, migration }: GeneratedFile,
  path: string,
  own: NextMigration | undefined,
): Omit<DraftOutcome, 'framework' | 'parents'> {
  return {
    history: own?.history.id ?? label,
    folder: own?.history.folder ?? folderOf(path),
    name: label === '' ? migration : migration.slice(label.length + 1),
    path,
    notes: own?.notes ?? [],
  };
}

function parentInDraft({ name = '', path = '' }: DraftOutcome): DraftParent {
  return { name, path, landed: false, here: true };
}
