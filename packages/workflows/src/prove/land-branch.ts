import { landTree, type FileChange, type FileTree, type MigrationFile, rebaseScopes, planChecked } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { Oid } from '@oneleaf/git';
import { SandboxError } from '@oneleaf/sandbox/error';
import { decodeText } from '../repository-view/file-text.js';
import { type CommitTrees, type ReadFileTree } from './commit-trees.js';

/** A branch, and the commits where it left the base. */
export interface BranchSide {
  readonly name: string;
  readonly commit: Oid;
  readonly forks: readonly Oid[];
}

export interface LandingBranch {
  readonly side: BranchSide;
  /** Twelve random hexadecimal digits, others each time. */
  readonly chance: () => string;
}

/**
 * Lands a branch on a tree. If the framework refuses two leaves, the branch's migrations go behind those of the tree, as after a rebase.
 * Rejects with a `SandboxError` if a person has to land it.
 */
export async function landBranch(forest: CommitTrees, tree: FileTree, { side, chance }: LandingBranch): Promise<ReadFileTree> {
  const [before, own] = await Promise.all([forest.tree(side.forks), forest.tree([side.commit])]);
  const snapshot = await forest.snapshot(tree);
  const sides = {
    here: await forest.snapshot(own),
    onto: { before, base: { snapshot } },
  };
  const scopes = rebaseScopes(sides).filter(({ framework }) => framework.run?.runsSeveralLeaves === false);
  const after = (changes: readonly FileChange[]): ReturnType<typeof landTree> =>
    landTree(tree, { before, after: forest.changed(own, changes) });
  const paths = scopes.flatMap(({ branch }) => [...branch.ownPaths]);
  const contents = await forest.read(paths.flatMap(path => own.get(path) ?? []));
  const files = new Map(paths.flatMap(path => fileEntry(path, contents.get(own.get(path) ?? ''))));
  const { changes, plans, flawed } = await planChecked(
    { before: snapshot.contents, after: async made => (await forest.snapshot(after(made).tree)).contents },
    { scopes, files, released: () => undefined, isRequested: () => true, chance },
  );
  const refused = [...plans.flatMap(plan => plan.refused), ...flawed];
  const [first] = refused;
  if (first) throw new SandboxError(`${side.name} cannot land: ${first.refusal.message}`, `git switch ${side.name} && oneleaf rebase`);
  const { tree: result, contested } = after(changes);
  const stop = contested.find(({ path, why }) => frameworks.some(({ recognise }) => recognise.isSource(path)) && why !== 'both-deleted');
  if (stop) throw new SandboxError(`git stops at ${stop.path} when ${side.name} lands`, `git switch ${side.name} && oneleaf rebase`);
  return { tree: result, snapshot: await forest.snapshot(result) };
}

function fileEntry(path: string, bytes: Uint8Array | undefined): readonly (readonly [string, MigrationFile])[] {
  return bytes ? [[path, { bytes, text: decodeText(bytes) }]] : [];
}
