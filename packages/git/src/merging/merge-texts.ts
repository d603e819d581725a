import { importCommits, sparseCommitCommand, type SparseCommit } from './fast-import.js';
import { mergePairs, type MergedPairs, type ScratchRepository } from './merge-pairs.js';
import type { MergedText, TextMerge } from './merge-request.js';
import { mergeObstacle } from './merge-tree.js';
import { openScratch } from './open-scratch.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Oid } from '../objects/oid.js';
import type { Git } from '../process/git.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import { inTemporaryFolder } from '../repository/scratch-repository.js';
import type { PathFilter } from '../trees/tree-entry.js';

const everyFile: PathFilter = { key: 'every file', wants: () => true };

export interface MergedTexts {
  readonly texts: readonly MergedText[];
  /** Contents that only the merges made. */
  readonly contents: MergedPairs['contents'];
}

/** Merges contents of files that nobody renamed or deleted. A merge of a content that the clone lacks fails alone. */
export async function mergeAllTexts(
  { git, location, store }: { readonly git: Git; readonly location: RepositoryLocation; readonly store: ObjectStore },
  merges: readonly TextMerge[],
): Promise<MergedTexts> {
  if (merges.length === 0) return { texts: [], contents: new Map() };
  const obstacle = await mergeObstacle(location.version);
  if (obstacle !== undefined) return { texts: merges.map(merge => failedText(merge, obstacle)), contents: new Map() };
  const missing = await store.missing(merges.flatMap(contentsOf));
  const lackOf = (merge: TextMerge): Oid | undefined => contentsOf(merge).find(oid => missing.has(oid));
  const able = merges.filter(merge => lackOf(merge) === undefined);
  const { texts, contents } = await inTemporaryFolder(folder => mergeInScratch(openScratch(folder, location, git), able));
  const merged = texts.values();
  const all = merges.map(merge => {
    const lack = lackOf(merge);
    return lack === undefined
      ? (merged.next().value ?? failedText(merge, 'git gave no reason'))
      : failedText(merge, `unable to read ${lack}`);
  });
  return { texts: all, contents };
}

function contentsOf({ before, ours, theirs }: TextMerge): readonly Oid[] {
  return before === null ? [ours, theirs] : [before, ours, theirs];
}

function failedText({ ours }: TextMerge, failed: string): MergedText {
  return { content: ours, stops: true, failed };
}

/** One merge of two commits that hold all files. No file is deleted there, so git takes none for the new place of another one. */
async function mergeInScratch(scratch: ScratchRepository, merges: readonly TextMerge[]): Promise<MergedTexts> {
  const side = (name: keyof TextMerge): SparseCommit['changes'] =>
    merges.flatMap((merge, index) => (merge[name] === null ? [] : [{ path: pathOf(index), after: merge[name], link: false }]));
  const commits = [
    sparseCommitCommand({ mark: 1, parents: [], changes: side('before') }),
    sparseCommitCommand({ mark: 2, parents: [':1'], changes: side('ours') }),
    sparseCommitCommand({ mark: 3, parents: [':1'], changes: side('theirs') }),
  ];
  const oids = await importCommits(scratch.git, scratch.folder, commits);
  const { outcomes, contents } = await mergePairs(scratch, [[oids.get(2) ?? '', oids.get(3) ?? '']], everyFile);
  const { changes = [], conflicts = [], failed } = outcomes[0] ?? {};
  const merged = new Map(changes.map(({ path, after }) => [path, after]));
  const stops = new Set(conflicts);
  const texts = merges.map(({ ours }, index) => ({
    content: merged.get(pathOf(index)) ?? ours,
    stops: stops.has(pathOf(index)),
    ...(failed === undefined ? {} : { failed }),
  }));
  return { texts, contents };
}

function pathOf(index: number): string {
  return `${index >> 8}/${index & 255}`;
}
