import { land, landSnapshot, takeSnapshot, type Chapter, type Content, type FileChange, type Snapshot, type Survey } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { Files } from '@oneleaf/frameworks/testing/oracle';
import type { TreeEntry } from '@oneleaf/git';
import { changesOf } from '../../landed-tree.js';
import { oursOf } from '../../prospects.js';
import { scopesOf } from '../../rebase/scopes.js';
import { soundPlans, type Sound } from '../../rebase/sound.js';

/** Three trees that a rebase knows. */
export interface Trees {
  readonly before: Files;
  readonly landed: Files;
  readonly here: Files;
}

/** Contents are told apart by themselves. */
function surveyFor(expectedLeaves: number): Survey {
  const facts = new Map<string, ReturnType<(typeof frameworks)[number]['extract']>>();
  return {
    frameworks,
    declared: [],
    candidate: path => frameworks.some(framework => framework.candidate(path)),
    adjust: history => ({ ...history, expectedLeaves }),
    source: {
      settings: (framework, path, content) => framework.configure(path, Buffer.from(content)),
      facts: (framework, content) => {
        const key = `${framework.name} ${content}`;
        const found = facts.get(key) ?? framework.extract(Buffer.from(content));
        facts.set(key, found);
        return found;
      },
    },
  };
}

/** What `oneleaf rebase` plans in these trees. `expectedLeaves` of every history. */
export function planned(trees: Trees, expectedLeaves: number): Promise<Sound> {
  const survey = surveyFor(expectedLeaves);
  const snapshot = (files: Files): Snapshot => takeSnapshot(new Map(Object.entries(files)), survey);
  const base = { snapshot: snapshot(trees.landed) };
  const sides = { here: snapshot(trees.here), onto: { before: entriesOf(trees.before), base } };
  let calls = 0;
  const after = (changes: readonly FileChange[]): Promise<ReadonlyMap<string, Chapter>> =>
    Promise.resolve(landSnapshot(base.snapshot, landingOf(trees, applied(trees.here, changes), base.snapshot), survey).chapters);
  return soundPlans(
    { before: base.snapshot.chapters, after },
    {
      scopes: scopesOf(sides, new Map()),
      bytes: new Map(Object.entries(trees.here).map(([path, text]) => [path, Buffer.from(text)])),
      released: () => undefined,
      isAsked: () => true,
      chance: () => `c0ffee${String((calls += 1)).padStart(6, '0')}`,
    },
  );
}

export function applied(files: Files, changes: readonly FileChange[]): Files {
  const put = new Map(Object.entries(files));
  for (const { path } of changes) put.delete(path);
  for (const { path, text } of changes) if (text !== null) put.set(path, text);
  return Object.fromEntries(put);
}

/** Main once the branch has landed on it with these files. */
export function landing(trees: Trees, here: Files): Files {
  const survey = surveyFor(1);
  const put = new Map<string, Content>(Object.entries(trees.landed));
  const files = landingOf(trees, here, takeSnapshot(new Map(Object.entries(trees.landed)), survey));
  for (const [path, content] of files) put.set(path, content);
  return Object.fromEntries([...put].flatMap(([path, content]) => (content === null ? [] : [[path, content] as const])));
}

function landingOf({ before }: Trees, here: Files, base: Snapshot): ReadonlyMap<string, Content> {
  return land(changesOf(entriesOf(before), entriesOf(here)), oursOf(base)).files;
}

function entriesOf(files: Files): readonly TreeEntry[] {
  return Object.entries(files).map(([path, oid]) => ({ path, oid, link: false }));
}
