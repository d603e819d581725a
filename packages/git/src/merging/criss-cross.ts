import type { Git } from '../process/git.js';
import type { CommitRelation } from '../history/commit-relation.js';
import type { Oid } from '../objects/oid.js';
import { asChanges, importCommits, sparseCommitCommand, type SparseCommit } from './fast-import.js';
import type { TreeChange, TreeEntry } from '../trees/tree-entry.js';
import type { MergeSources } from './merge-sources.js';
import type { ThreeWayMerge } from './merge-request.js';
import type { SingleBaseMerge, SparseMergeInput } from './sparse-merge.js';

/** A request with several merge bases: both sides have merged each other. `base` is the first of them. */
export type CrissCrossMerge = SingleBaseMerge & { readonly bases: readonly Oid[] };

/** Real histories have up to ten or so. */
const COMMIT_LIMIT = 40;

/** Several merge bases and the merge bases of these in turn, parents first. */
export type BaseHistory = readonly { readonly commit: Oid; readonly parents: readonly Oid[]; readonly time: number }[];

export function isCrissCross(request: ThreeWayMerge): request is CrissCrossMerge {
  return request.base !== undefined && request.bases !== undefined && request.bases.length > 1;
}

/** What git needs to merge several merge bases into one; undefined where that is much. */
export async function readBaseHistory(sources: MergeSources, bases: readonly Oid[]): Promise<BaseHistory | undefined> {
  const ancestors = new Map<Oid, ReadonlySet<Oid>>();
  for (const known = new Set(bases), queue = [...bases]; queue.length > 0;) {
    const commit = queue.shift() ?? '';
    const relations = await sources.relate(commit, [...known]);
    for (const base of [...relations.values()].flatMap(mergeBases)) {
      if (known.has(base)) continue;
      known.add(base);
      queue.push(base);
    }
    if (known.size > COMMIT_LIMIT) return undefined;
    if (queue.length > 0) continue;
    for (const one of known) ancestors.set(one, ancestorsAmong(await sources.relate(one, [...known]), one));
  }
  const times = await sources.dates([...ancestors.keys()]);
  const parentsOf = (own: ReadonlySet<Oid>): readonly Oid[] =>
    [...own].filter(one => ![...own].some(other => ancestors.get(other)?.has(one) === true));
  const byAge = [...ancestors].sort(([, one], [, other]) => one.size - other.size);
  return byAge.map(([commit, own]) => ({ commit, parents: parentsOf(own), time: times.get(commit) ?? 0 }));
}

function mergeBases(relation: CommitRelation): readonly Oid[] {
  return relation.kind === 'diverged' ? relation.bases : [];
}

function ancestorsAmong(relations: ReadonlyMap<Oid, CommitRelation>, commit: Oid): ReadonlySet<Oid> {
  return new Set([...relations].flatMap(([one, { kind }]) => (kind === 'landed' && one !== commit ? [one] : [])));
}

/** Commits of files of interest alone that have the same merge bases as the real ones, and these the same in turn. */
export async function writeCrissCross(
  { git, folder, sources }: { readonly git: Git; readonly folder: string; readonly sources: MergeSources },
  { files, theirs }: SparseMergeInput,
  { requests, history }: { readonly requests: readonly CrissCrossMerge[]; readonly history: BaseHistory },
): Promise<ReadonlyMap<ThreeWayMerge, readonly [Oid, Oid]>> {
  const [{ ours, bases } = { ours: '', bases: [] }] = requests;
  const steps = await sources.changes(history.map(({ commit, parents }) => [parents[0] ?? ours, commit]));
  const stream = [sparseCommitCommand({ mark: 1, parents: [], changes: asChanges(files) })];
  const marks = new Map<Oid, string>();
  for (const [index, { commit, parents, time }] of history.entries()) {
    const before = parents.map(parent => marks.get(parent) ?? ':1');
    const mark = stream.length + 1;
    const changes = steps[index] ?? [];
    stream.push(sparseCommitCommand({ mark, parents: before, changes: before.length === 0 ? changed(files, changes) : changes, time }));
    marks.set(commit, `:${mark}`);
  }
  const time = Math.max(...history.map(one => one.time));
  const from = bases.map(base => marks.get(base) ?? ':1');
  const ourMark = stream.push(sparseCommitCommand({ mark: stream.length + 1, parents: [':1', ...from], changes: [], time }));
  const pairs = requests.map(request => {
    const changes = theirs.get(request) ?? [];
    return [request, stream.push(sparseCommitCommand({ mark: stream.length + 1, parents: from, changes, time }))] as const;
  });
  const oids = await importCommits(git, folder, stream);
  return new Map(pairs.map(([request, mark]) => [request, [oids.get(ourMark) ?? '', oids.get(mark) ?? '']]));
}

/** The files of a tree after some changes, as changes of an empty one. */
function changed(files: readonly TreeEntry[], changes: readonly TreeChange[]): SparseCommit['changes'] {
  const all = new Map([...asChanges(files), ...changes].map(one => [one.path, one]));
  return [...all.values()].filter(({ after }) => after !== null);
}
