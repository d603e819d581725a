import { commandFix, type FileChange, type Fix } from '@oneleaf/core';
import type { GitOperation, Oid } from '@oneleaf/git';
import type { LandedOnBase, UpstreamLanding } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';
import { isReport, messageOf } from './rebase-note.js';
import { pullWords } from '../branches/upstream.js';
import { fileTree } from '../repository-view/repository-view.js';

export interface FinishedRebase {
  readonly changes: readonly FileChange[];
  /** The branch's own files. */
  readonly own: readonly string[];
  /** Where the user is, from the repository's top. */
  readonly folder: string;
  /** The rebase makes the commit itself. */
  readonly commit: boolean;
  readonly message: string;
}

/** The commands that bring a rebased branch to the remote, in the order that works. None where a rebase changes nothing and no parent is missing. */
export async function nextSteps(session: RepositorySession, tree: LandedOnBase, rebase: FinishedRebase): Promise<readonly Fix[]> {
  if (rebase.changes.length === 0 && !lacksLandedParent(tree, rebase.own)) return [];
  const { repository } = session;
  const head = await repository.head();
  const finished = rebase.changes.length > 0 ? rebase : { ...rebase, ...(await lastRebase(session, head.commit)) };
  const operation = await repository.worktree.operationInProgress();
  const saving = rebase.commit ? [] : savingSteps(await uncommittedPaths(session, tree, finished), finished, operation);
  if (operation) return operation.kind === 'merge' || saving.length > 0 ? saving : [continueFix(operation)];
  return [...saving, ...(await publishingSteps(session, tree))];
}

/** Changes that have nothing to do with the rebase are put aside while git merges, which would refuse where one is staged. */
async function publishingSteps(session: RepositorySession, { onto }: LandedOnBase): Promise<readonly Fix[]> {
  const head = await session.repository.head();
  const { upstream } = onto;
  const [git = '', verb = '', ...rest] = pullWords(upstream);
  const bring = commandFix(`bring ${upstream.spelled} into this branch`, [git, verb, '--autostash', ...rest]);
  const isMerged = head.commit === undefined || (await contains(session, head.commit, onto));
  const isPushed = upstream.remote !== undefined && head.ref !== undefined;
  return [...(isMerged ? [] : [bring]), ...(isPushed ? [commandFix('push the branch', ['git', 'push'])] : [])];
}

/** Whether a migration of the branch has a parent that the base has and the working tree has not. */
function lacksLandedParent({ here, onto }: LandedOnBase, own: readonly string[]): boolean {
  const paths = new Set(own);
  const ids = (contents: typeof here.contents): Set<string> =>
    new Set([...contents.values()].flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  const [present, landed] = [ids(here.contents), ids(onto.base.snapshot.contents)];
  return [...here.contents.values()].some(({ migrations }) =>
    migrations.some(({ path, parents }) => paths.has(path) && parents.some(({ id }) => !present.has(id) && landed.has(id))),
  );
}

/** What the rebase before this one has written and nobody has committed. */
async function lastRebase(
  { repository: { worktree } }: RepositorySession,
  head: Oid | undefined,
): Promise<Partial<Pick<FinishedRebase, 'changes' | 'message'>>> {
  const last = await worktree.lastRewrite();
  if (last?.head !== (head ?? null) || !isReport(last.note)) return {};
  return { changes: last.note.changes, message: messageOf(last.note) };
}

interface UncommittedPaths {
  readonly written: readonly string[];
  readonly gone: readonly string[];
}

async function uncommittedPaths(
  { repository }: RepositorySession,
  { here, world }: LandedOnBase,
  { changes, own }: FinishedRebase,
): Promise<UncommittedPaths> {
  const { commit } = await repository.head();
  const committed = commit === undefined ? new Map<string, string>() : fileTree(await repository.list(commit, world.interest));
  const removed = new Set(changes.flatMap(({ path, text }) => (text === null ? [path] : [])));
  const changed = changes.flatMap(({ path, text }) => (text === null ? [] : [path]));
  const edited = own.filter(path => !removed.has(path) && here.files.get(path) !== committed.get(path));
  return { written: [...new Set([...changed, ...edited])].sort(), gone: [...removed].filter(path => committed.has(path)).sort() };
}

function savingSteps(
  { written, gone }: UncommittedPaths,
  { folder, message }: FinishedRebase,
  operation: GitOperation | undefined,
): readonly Fix[] {
  if (written.length + gone.length === 0) return [];
  const name = (path: string): string => pathspec(path, folder);
  const add = written.length > 0 ? [commandFix('stage what was written', ['git', 'add', '--', ...written.map(name)])] : [];
  if (operation && operation.heads.length > 0) return [...add, continueFix(operation)];
  const words = ['git', 'commit', '-m', message, '--', ...[...written, ...gone].map(name)];
  return [...add, commandFix('commit it', words), ...(operation ? [continueFix(operation)] : [])];
}

function continueFix({ kind }: GitOperation): Fix {
  return commandFix(`go on with the ${kind}`, kind === 'merge' ? ['git', 'commit', '--no-edit'] : ['git', kind, '--continue']);
}

/** The path from where the user is, with no character that git takes for a pattern. */
function pathspec(path: string, folder: string): string {
  const magic = [...(folder === '' || folder === '.' ? [] : ['top']), ...(/[*?[\\]|^:/.test(path) ? ['literal'] : [])];
  return magic.length === 0 ? path : `:(${magic.join(',')})${path}`;
}

async function contains({ repository }: RepositorySession, head: Oid, { base }: UpstreamLanding): Promise<boolean> {
  const relation = (await repository.relate(base.commit, [head])).get(head);
  return relation?.kind === 'landed' ? head === base.commit : relation?.kind === 'diverged' && relation.bases.includes(base.commit);
}
