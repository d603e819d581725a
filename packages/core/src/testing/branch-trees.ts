import type { HistorySearch, TreeHistories } from '../adapter/tree-histories.js';
import type { Framework } from '../adapter/framework.js';
import type { HistoryContents } from '../graph/node.js';
import type { MigrationFile } from '../repair/file-rewrite.js';
import { indexBase } from '../landing/base-index.js';
import type { JudgingInput } from '../landing/branch-outcome.js';
import type { LandedBranch } from '../landing/landed-branch.js';
import { landHistories } from '../landing/landed-histories.js';
import { rebaseScopes, type RebaseScope, type RebaseTrees } from '../repair/rebase-scopes.js';
import type { PlanContext } from '../repair/scope-plan.js';
import { frameworkNamed } from './framework.js';
import { drawHistory, migration, refer } from './graph.js';

/** A framework whose files say `a after b, c`; one that says `computed` cannot be respelled, and one that says `nothing` does nothing. */
export const textFramework: Framework = {
  ...frameworkNamed('text'),
  recognise: {
    isConfiguration: () => false,
    isFolderMarker: () => false,
    isLoaded: () => true,
    startsHistory: () => false,
  } as Partial<Framework['recognise']> as Framework['recognise'],
  read: {
    doesNothing: bytes => String.fromCharCode(...bytes).includes('nothing'),
    interpret: (path, facts) => {
      const { text } = facts as { readonly text: string };
      const [id = '', parents = ''] = text.split(' after ');
      return migration(id, { path, parents: parents === '' ? [] : parents.split(', ').map(name => refer(name)) });
    },
  } as Partial<Framework['read']> as Framework['read'],
  write: {
    rename: ({ migration, clash }) =>
      clash
        ? { literal: `${migration.literal}2`, path: migration.path.replace(`${migration.literal}.`, `${migration.literal}2.`) }
        : { literal: migration.literal, path: migration.path },
    respell: (text, { migration, literal, references, added }) => {
      if (text.includes('computed')) return { reason: 'its parents are computed' };
      const names = new Map(references.map(one => [one.reference.id, one.literal]));
      const parents = [...migration.parents.map(({ id }) => (names.has(id) ? names.get(id) : id)), ...added].filter(Boolean);
      return [{ span: { start: 0, end: text.length }, text: `${literal ?? migration.literal} after ${parents.join(', ')}` }];
    },
  } as Partial<Framework['write']> as Framework['write'],
};

/** Reads histories of texts; the content id of a file is its text. */
export const textSearch: HistorySearch = {
  frameworks: [textFramework],
  declared: [],
  mayBeMigration: () => true,
  applyConfiguration: history => history,
  source: { settings: () => undefined, facts: (_framework, text) => ({ text }) },
};

/** The contents of the drawn history's files as a tree; the content id of a file is its text. */
export function drawTree(drawing: string, texts: Readonly<Record<string, string>> = {}): TreeHistories {
  return treeOf(drawHistory(drawing, {}, { framework: textFramework }), texts);
}

export function treeOf(contents: HistoryContents, texts: Readonly<Record<string, string>> = {}): TreeHistories {
  const { history, migrations } = contents;
  return {
    files: new Map(migrations.map(({ id, path, parents }) => [path, texts[id] ?? `${id} after ${parents.map(one => one.id).join(', ')}`])),
    contents: new Map([[history.id, contents]]),
    historyByFolder: new Map([[history.folder, history]]),
  };
}

/** The trees of a branch that began at `before`. */
export function rebaseTrees(before: string, landed: TreeHistories, here: TreeHistories): RebaseTrees {
  return { here, onto: { before: drawTree(before).files, base: { snapshot: landed } } };
}

/** A plan's context in which every history is to be relinked. */
export function planContext(here: TreeHistories): PlanContext {
  const file = (text: string): MigrationFile => ({
    bytes: Uint8Array.from(text, letter => letter.charCodeAt(0)),
    text: text.startsWith('bytes') ? undefined : text,
  });
  return {
    files: new Map([...here.files].map(([path, text]) => [path, file(text)])),
    released: () => undefined,
    isRequested: () => true,
    chance: () => 'c0ffee',
  };
}

export function onlyScope(trees: RebaseTrees): RebaseScope {
  const [scope, ...others] = rebaseScopes(trees);
  if (!scope || others.length > 0) throw new Error('the trees have another number of scopes than one');
  return scope;
}

/** What a branch of the drawn migrations would land on the base: those that the base lacks, by path. */
export function landDrawing(base: TreeHistories, drawing: string, texts: Readonly<Record<string, string>> = {}): LandedBranch {
  const branch = drawTree(drawing, texts);
  const files = new Map([...branch.files].filter(([path, text]) => base.files.get(path) !== text));
  return {
    branch: { name: drawing, commit: drawing },
    landing: { files, contested: [] },
    landed: landHistories(base, files, textSearch),
    exact: true,
    conflicts: [],
    branchContents: files,
    absorbed: false,
  };
}

/** What landed branches are judged against. */
export function judgingInput(base: TreeHistories): JudgingInput {
  return { base, search: textSearch, baseline: indexBase(base), severities: {}, target: undefined };
}
