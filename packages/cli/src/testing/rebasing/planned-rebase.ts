import {
  changedPaths,
  landChanges,
  landHistories,
  planChecked,
  readTreeHistories,
  rebaseScopes,
  type CheckedPlan,
  type HistoryContents,
  type FileContentId,
  type FileChange,
  type TreeHistories,
  type HistorySearch,
} from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import { baseSide } from '@oneleaf/workflows/landing/land-branches';

/** Three trees that a rebase knows. */
export interface RebaseFiles {
  readonly before: TreeFiles;
  readonly landed: TreeFiles;
  readonly here: TreeFiles;
}

/** Contents are distinguished by themselves. */
function surveyFor(expectedLeaves: number): HistorySearch {
  const facts = new Map<string, ReturnType<(typeof frameworks)[number]['read']['extract']>>();
  return {
    frameworks,
    declared: [],
    mayBeMigration: path => frameworks.some(framework => framework.recognise.mayBeMigration(path)),
    applyConfiguration: history => ({ ...history, expectedLeaves }),
    source: {
      settings: (framework, path, content) => framework.recognise.configure(path, Buffer.from(content)),
      facts: (framework, content) => {
        const key = `${framework.name} ${content}`;
        const found = facts.get(key) ?? framework.read.extract(Buffer.from(content));
        facts.set(key, found);
        return found;
      },
    },
  };
}

/** What `oneleaf rebase` plans in these trees. `expectedLeaves` of every history. */
export function planRebase(trees: RebaseFiles, expectedLeaves: number): Promise<CheckedPlan> {
  const survey = surveyFor(expectedLeaves);
  const snapshot = (files: TreeFiles): TreeHistories => readTreeHistories(new Map(Object.entries(files)), survey);
  const base = { snapshot: snapshot(trees.landed) };
  const sides = { here: snapshot(trees.here), onto: { before: new Map(Object.entries(trees.before)), base } };
  let calls = 0;
  const after = (changes: readonly FileChange[]): Promise<ReadonlyMap<string, HistoryContents>> =>
    Promise.resolve(landHistories(base.snapshot, landingOf(trees, applyChanges(trees.here, changes), base.snapshot), survey).contents);
  return planChecked(
    { before: base.snapshot.contents, after },
    {
      scopes: rebaseScopes(sides),
      files: new Map(Object.entries(trees.here).map(([path, text]) => [path, { bytes: Buffer.from(text), text }])),
      released: () => undefined,
      isRequested: () => true,
      chance: () => `c0ffee${String((calls += 1)).padStart(6, '0')}`,
    },
  );
}

export function applyChanges(files: TreeFiles, changes: readonly FileChange[]): TreeFiles {
  const put = new Map(Object.entries(files));
  for (const { path } of changes) put.delete(path);
  for (const { path, text } of changes) if (text !== null) put.set(path, text);
  return Object.fromEntries(put);
}

/** Main once the branch has landed on it with these files. */
export function landFilesOnMain(trees: RebaseFiles, here: TreeFiles): TreeFiles {
  const survey = surveyFor(1);
  const put = new Map<string, FileContentId>(Object.entries(trees.landed));
  const files = landingOf(trees, here, readTreeHistories(new Map(Object.entries(trees.landed)), survey));
  for (const [path, content] of files) put.set(path, content);
  return Object.fromEntries([...put].flatMap(([path, content]) => (content === null ? [] : [[path, content] as const])));
}

function landingOf({ before }: RebaseFiles, here: TreeFiles, base: TreeHistories): ReadonlyMap<string, FileContentId> {
  return landChanges(changedPaths(new Map(Object.entries(before)), new Map(Object.entries(here))), baseSide(base)).files;
}
