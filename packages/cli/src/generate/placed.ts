import { folderOf, type DraftOutcome, type DraftParent, type FileChange, type Refusal } from '@oneleaf/core';
import type { Generated, GeneratedFile } from '@oneleaf/sandbox';
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { parentsOf } from '../drafting.js';
import type { LandedTree } from '../landed-tree.js';
import type { Standing } from './standing.js';

/** The new files where they belong, or why they cannot be there. */
export type Placed = { readonly drafts: readonly DraftOutcome[]; readonly changes: readonly FileChange[] } | { readonly refusal: Refusal };

interface Around {
  /** The repository's top. */
  readonly top: string;
  readonly tree: LandedTree;
  readonly standing: readonly Standing[];
}

export function placed({ files, packages }: Pick<Generated, 'files' | 'packages'>, { top, tree, standing }: Around): Placed {
  const within = (path: string): string => relative(realpathSync(top), path).split(sep).join('/');
  const drafts: (readonly [GeneratedFile, DraftOutcome])[] = [];
  const changes: FileChange[] = packages.map(path => ({ path: within(path), text: '' }));
  for (const file of files) {
    const path = within(file.path);
    const own = standing.find(({ history }) => file.label === '' || history.label === file.label);
    const refusal = objection(path, top) ?? own?.refusal;
    if (refusal) return { refusal };
    const parents = (own?.parents ?? []).filter(({ id }) => file.parents.includes(id));
    const before = drafts.flatMap(([one, draft]) => (file.parents.includes(one.migration) ? [parentOf(draft)] : []));
    drafts.push([file, { ...placeOf(file, path, own), parents: [...parentsOf(tree, parents), ...before] }]);
    changes.push({ path, text: file.text });
  }
  return { drafts: drafts.map(([, draft]) => draft), changes };
}

function objection(path: string, top: string): Refusal | undefined {
  if (path.startsWith('../') || isAbsolute(path)) return { message: `${path} would not be in this repository` };
  return existsSync(join(top, path)) ? { message: `${path} is there already` } : undefined;
}

function placeOf({ label, migration }: GeneratedFile, path: string, own: Standing | undefined): Omit<DraftOutcome, 'parents'> {
  return {
    history: own?.history.id ?? label,
    framework: label === '' ? 'alembic' : 'django',
    folder: own?.history.folder ?? folderOf(path),
    name: label === '' ? migration : migration.slice(label.length + 1),
    path,
    notes: own?.notes ?? [],
  };
}

function parentOf({ name = '', path = '' }: DraftOutcome): DraftParent {
  return { name, path, landed: false, here: true };
}
