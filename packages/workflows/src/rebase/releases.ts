import type { Migration } from '@oneleaf/core';
import type { TreeEntry, Oid, Ref } from '@oneleaf/git';
import { globMatcher } from '../configuration/glob-matcher.js';
import type { LandedTree, UpstreamLanding } from '../landing/landed-tree.js';
import { releaseLines } from '../branches/release-lines.js';
import type { RepositorySession } from '../session/session.js';
import { contentKey } from '../repository-view/repository-view.js';

/** What tags of releases are called: `v2.3`, `2.3.1`, `release-2.3`, `app/v2.3-rc1`. */
const RELEASE_TAG = /^(?:.*[-/])?v?\d+(?:\.\d+)+(?:[-.+_]?\w+)*$/;

/** The release that has a migration of the branch: a tag of the branch, or a release branch that picked it. */
export async function findReleases(session: RepositorySession, tree: LandedTree): Promise<(migration: Migration) => string | undefined> {
  const { onto } = tree;
  const { commit: head } = await session.repository.head();
  if (!onto || head === undefined) return () => undefined;
  const found = new Map<string, string>();
  const note = (entries: readonly TreeEntry[], name: string, isSame: (entry: TreeEntry) => boolean): void => {
    for (const entry of entries) if (tree.here.files.has(entry.path) && isSame(entry)) found.set(entry.path, name);
  };
  for (const { name, commit } of await releaseTags(session, onto, head)) {
    note(await session.repository.list(commit, tree.world.interest), shortRef(name), () => true);
  }
  for (const { ref, commit } of await releaseLines(
    session.repository,
    { name: onto.upstream.ref, commit: onto.base.commit },
    session.configuration.lines,
  )) {
    if (commit === head) continue;
    note(
      await session.repository.list(commit, tree.world.interest),
      shortRef(ref),
      entry => tree.here.files.get(entry.path) === contentKey(entry),
    );
  }
  return ({ path }) => found.get(path);
}

/** Tags of the branch's own commits. */
async function releaseTags(
  { repository, configuration }: RepositorySession,
  { base }: UpstreamLanding,
  head: Oid,
): Promise<readonly Ref[]> {
  const isRelease = configuration.releases
    ? globMatcher('releases', configuration.releases)
    : (name: string): boolean => RELEASE_TAG.test(name);
  const tags = (await repository.refs(['refs/tags/'])).filter(({ name }) => isRelease(shortRef(name)));
  if (tags.length === 0) return [];
  const commits = tags.map(({ commit }) => commit);
  const [mine, landed] = [await repository.relate(head, commits), await repository.relate(base.commit, commits)];
  return tags.filter(({ commit }) => mine.get(commit)?.kind === 'landed' && landed.get(commit)?.kind !== 'landed');
}

function shortRef(name: string): string {
  return name.replace(/^refs\/(?:tags|heads|remotes)\//, '');
}
