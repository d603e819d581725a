import { commandFix, type Finding, type Graph, type HistoryContents } from '@oneleaf/core';
import type { Oid } from '@oneleaf/git';
import type { RepositorySession } from '../session/session.js';
import { openCommitTree } from '../branches/base-tree.js';
import { findUpstream, pullWords, queryUpstream, type Upstream } from '../branches/upstream.js';

interface CheckedTreeName {
  readonly name: string;
  /** Null for the index and the working tree. */
  readonly listed: Oid | null;
}

interface LandedParents {
  readonly upstream: Upstream;
  readonly contents: ReadonlyMap<string, HistoryContents>;
}

/**
 * Says of missing parents that the base has them. In the index that is no error: `rebase` names such a parent before the merge that brings it,
 * and its commit comes first. The remote is asked only where a parent is missing and the clone's own copy of the base lacks it.
 */
export async function nameLandedParents(
  session: RepositorySession,
  graphs: readonly Graph[],
  { chosen, findings }: { readonly chosen: CheckedTreeName; readonly findings: readonly Finding[] },
): Promise<readonly Finding[]> {
  const missing = new Set(findings.filter(({ rule }) => rule === 'missing-parent').map(placeOf));
  const dangling = graphs.flatMap(one => one.dangling).filter(one => missing.has(placeOf(referenceFinding(one))));
  if (dangling.length === 0) return findings;
  const landed = await readLanded(session, dangling);
  if (!landed) return findings;
  const found = new Set(dangling.filter(one => isLanded(landed, one)).map(one => placeOf(referenceFinding(one))));
  return findings.map(one =>
    one.rule === 'missing-parent' && found.has(placeOf(one)) ? landedFinding(one, landed.upstream, chosen) : one,
  );
}

type Dangling = Graph['dangling'][number];

function referenceFinding({ from, reference: { spans } }: Dangling): Pick<Finding, 'location'> {
  return { location: { path: from.path, ...(spans[0] ? { span: spans[0] } : {}) } };
}

function placeOf({ location }: Pick<Finding, 'location'>): string {
  return `${location?.span?.start ?? ''} ${location?.path ?? ''}`;
}

async function readLanded(session: RepositorySession, dangling: readonly Dangling[]): Promise<LandedParents | undefined> {
  const upstream = await findUpstream(session);
  if (!upstream) return undefined;
  const known = { upstream, contents: (await openCommitTree(session, upstream.ref, upstream.known)).snapshot.contents };
  if (dangling.every(one => isLanded(known, one))) return known;
  const { commit } = await queryUpstream(session.repository, upstream);
  if (commit === undefined || commit === upstream.known) return known;
  return { upstream, contents: (await openCommitTree(session, upstream.ref, commit)).snapshot.contents };
}

function isLanded({ contents }: LandedParents, { from, reference }: Dangling): boolean {
  return contents.get(reference.history ?? from.history)?.migrations.some(({ id }) => id === reference.id) === true;
}

/** A rebase lists the steps for a working tree, which may have changes to commit first. */
function landedFinding(finding: Finding, upstream: Upstream, { name, listed }: CheckedTreeName): Finding {
  const title = `${upstream.spelled} has it: bring that into this branch`;
  const isWorkingTree = listed === null && name !== 'index';
  const fix = commandFix(title, isWorkingTree ? ['npx', 'oneleaf', 'rebase'] : pullWords(upstream));
  return { ...finding, ...(name === 'index' ? { severity: 'note' as const } : {}), fix };
}
