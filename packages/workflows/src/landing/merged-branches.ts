import type { MergedText, MergeOutcome, TextMerge, TreeChange } from '@oneleaf/git';
import type { TouchingBranch } from './diverged-branch.js';
import type { BaseTree } from '../branches/base-tree.js';

type Outcomes = ReadonlyMap<TouchingBranch, MergeOutcome>;

/** Merges whole branches, as far as files of interest are concerned. */
export async function mergeBranches(base: BaseTree, branches: readonly TouchingBranch[]): Promise<Outcomes> {
  if (branches.length === 0) return new Map();
  const requests = branches.map(({ branch, bases }) => ({
    base: bases[0],
    bases: bases.length > 1 ? bases : undefined,
    ours: base.commit,
    theirs: branch.commit,
  }));
  const outcomes = await base.world.repository.merge(requests, base.world.interest);
  return new Map(branches.flatMap((one, index) => (outcomes[index] === undefined ? [] : [[one, outcomes[index]] as const])));
}

/** Merges branches of which every contested file is edited in place. Many branches hold the same contents, which are merged once. */
export async function mergeEdits(base: BaseTree, branches: readonly TouchingBranch[]): Promise<Outcomes> {
  const merges = new Map<string, TextMerge>();
  const keyOf = ({ before, ours, theirs }: TextMerge): string => `${before ?? ''} ${ours} ${theirs}`;
  for (const one of branches) for (const [, merge] of editsOf(base, one)) merges.set(keyOf(merge), merge);
  const texts = await base.world.repository.mergeTexts([...merges.values()]);
  const merged = new Map([...merges.keys()].map((key, index) => [key, texts[index]]));
  return new Map(
    branches.map(one => {
      const edits = new Map([...editsOf(base, one)].map(([path, merge]) => [path, merged.get(keyOf(merge))]));
      const failed = [...edits.values()].find(text => text?.failed !== undefined)?.failed;
      if (failed !== undefined) return [one, { changes: [], conflicts: [], failed }];
      const changes = one.changes.flatMap(change => landedChange(base, change, edits.get(change.path)));
      return [one, { changes, conflicts: [...edits].flatMap(([path, text]) => (text?.stops === true ? [path] : [])) }];
    }),
  );
}

/** Of a file that is no matter of the merge, and that the base has changed too, the base's content stays. */
function landedChange({ snapshot }: BaseTree, change: TreeChange, text: MergedText | undefined): readonly TreeChange[] {
  const before = snapshot.files.get(change.path) ?? null;
  if (text === undefined && before !== change.before) return [];
  const after = text?.content ?? change.after;
  return after === before ? [] : [{ ...change, before, after }];
}

/** What is merged of a branch, by path. */
function editsOf({ snapshot }: BaseTree, { changes, landing }: TouchingBranch): ReadonlyMap<string, TextMerge> {
  const contested = new Set(landing.contested.map(({ path }) => path));
  return new Map(
    changes.flatMap(({ path, before, after }) => {
      const ours = snapshot.files.get(path);
      return !contested.has(path) || ours === undefined || after === null ? [] : [[path, { before, ours, theirs: after }] as const];
    }),
  );
}
