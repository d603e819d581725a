import type { Git } from '../process/git.js';
import { asChanges, importCommits, sparseCommitCommand } from './fast-import.js';
import type { ThreeWayMerge } from './merge-request.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, TreeEntry } from '../trees/tree-entry.js';
import { foldersToFollow } from './folder-renames.js';
import type { MergeSources } from './merge-sources.js';

/** A request with one merge base. */
export type SingleBaseMerge = ThreeWayMerge & { readonly base: Oid };

export function hasSingleBase(request: ThreeWayMerge): request is SingleBaseMerge {
  return request.base !== undefined;
}

/** The files of interest of ours, and of the merge bases that others share with it. */
export interface SparseMergeInput {
  readonly files: readonly TreeEntry[];
  /** A chain of merge bases, each with what changes from the one before (the first: from `files`). */
  readonly bases: readonly { readonly commit: Oid; readonly changes: readonly TreeChange[] }[];
  /** What each branch changes. */
  readonly theirs: ReadonlyMap<ThreeWayMerge, readonly TreeChange[]>;
  /** Links, or missing contents: no small commit can be written. */
  readonly unable: ReadonlySet<ThreeWayMerge>;
  /** Merges in which files beside those of interest may decide where these go, with the folders of those files. */
  readonly following: ReadonlyMap<SingleBaseMerge, readonly string[]>;
}

export async function prepareSparseMerges(sources: MergeSources, group: readonly SingleBaseMerge[]): Promise<SparseMergeInput> {
  const commit = group[0]?.ours ?? '';
  const ours = await sources.ours(commit);
  const bases = await chainMergeBases(
    sources,
    commit,
    group.map(({ base }) => base),
  );
  const branches = await sources.branches(group.map(({ base, theirs }) => [base, theirs]));
  const changes = branches.flatMap(branch => branch.changes);
  const all = [...ours.files.map(({ oid }) => oid), ...changedBlobs(bases.flatMap(one => one.changes)), ...changedBlobs(changes)];
  const missing = await sources.missing(all);
  const usable = ({ after, link }: Pick<TreeChange, 'after' | 'link'>): boolean => !link && (after === null || !missing.has(after));
  const able = (change: TreeChange): boolean => usable(change) && usable({ ...change, after: change.before });
  const of = (index: number): readonly TreeChange[] => branches[index]?.changes ?? [];
  return {
    files: ours.files.filter(({ oid, link }) => usable({ after: oid, link })),
    bases: bases.map(base => ({ ...base, changes: base.changes.map(change => (usable(change) ? change : { ...change, after: null })) })),
    theirs: new Map(group.map((request, index) => [request, of(index)])),
    unable: new Set(group.filter((_, index) => !of(index).every(able))),
    following: new Map(
      group.flatMap((request, index) => {
        const folders = branches[index] === undefined ? [] : foldersToFollow(branches[index], ours);
        return folders.length === 0 ? [] : [[request, folders] as const];
      }),
    ),
  };
}

/** Merge bases, newest first: neighbours differ little. */
async function chainMergeBases(sources: MergeSources, ours: Oid, commits: readonly Oid[]): Promise<SparseMergeInput['bases']> {
  const times = await sources.dates(commits);
  const bases = [...times].sort(([, one], [, other]) => other - one).map(([commit]) => commit);
  const steps = await sources.changes(bases.map((base, index) => [bases[index - 1] ?? ours, base]));
  return bases.map((commit, index) => ({ commit, changes: steps[index] ?? [] }));
}

function changedBlobs(changes: readonly TreeChange[]): readonly Oid[] {
  return changes.flatMap(({ before, after }) => [before, after]).filter(oid => oid !== null);
}

/**
 * For each request `[ours, theirs]`: commits with the same single merge base as the real ones, and files of interest alone.
 * Requests that are alike in all files of interest get the same ones.
 */
export async function writeSparseCommits(
  git: Git,
  folder: string,
  { files, bases, theirs }: SparseMergeInput,
  requests: readonly SingleBaseMerge[],
): Promise<ReadonlyMap<ThreeWayMerge, readonly [Oid, Oid]>> {
  const root = 1;
  const stream = [sparseCommitCommand({ mark: root, parents: [], changes: asChanges(files) })];
  const marks = new Map<Oid, MergeBaseMarks>();
  let last: MergeBaseMarks | undefined;
  for (const { commit, changes } of bases) {
    // Ours again, but as a child of this merge base.
    if (last === undefined || changes.length > 0) last = writeMergeBase(stream, { root, previous: last?.base ?? root, changes });
    marks.set(commit, last);
  }
  const tips = new Map<string, number>();
  const pairs = requests.map(request => {
    const { base, ours } = marks.get(request.base) ?? { base: root, ours: root };
    const changes = theirs.get(request) ?? [];
    const key = `${base}\0${changes.map(({ path, after, link }) => `${path}\0${after ?? ''}\0${link ? 1 : 0}`).join('\0')}`;
    const mark = tips.get(key) ?? stream.push(sparseCommitCommand({ mark: stream.length + 1, parents: [`:${base}`], changes }));
    tips.set(key, mark);
    return [request, ours, mark] as const;
  });
  const oids = await importCommits(git, folder, stream);
  return new Map(pairs.map(([request, ours, mark]) => [request, [oids.get(ours) ?? '', oids.get(mark) ?? '']]));
}

interface MergeBaseMarks {
  readonly base: number;
  readonly ours: number;
}

function writeMergeBase(
  stream: string[],
  { root, previous, changes }: { readonly root: number; readonly previous: number; readonly changes: readonly TreeChange[] },
): MergeBaseMarks {
  const base = stream.length + 1;
  stream.push(
    sparseCommitCommand({ mark: base, parents: [`:${previous}`], changes }),
    sparseCommitCommand({ mark: base + 1, parents: [`:${root}`, `:${base}`], changes: [] }),
  );
  return { base, ours: base + 1 };
}
