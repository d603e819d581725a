import type { Fix, PairProofs, ProvenPair } from '@oneleaf/core';
import { resolve } from 'node:path';
import type { ProcessContext } from '../process-context.js';
import type { RepositorySession } from '../session/session.js';
import { readSqlFile } from '../project-run/baseline-database.js';
import { withProjectRuns, type ProjectRun, type ProjectRuns } from '../project-run/project-run.js';
import type { SandboxRequest } from '../project-run/sandbox-request.js';
import type { FoundProject } from '../project-run/projects.js';
import { sharedProjects, provePair, readPair, type BranchPair } from './prove-pair.js';

/** What proofs need to know of the process. */
export type ProofContext = Pick<ProcessContext, 'cwd' | 'env' | 'chance' | 'stopped'>;

export interface SeededRequest {
  readonly request: SandboxRequest;
  /** A file of SQL. */
  readonly seed?: string;
}

export interface ProvePairsRequest extends SeededRequest {
  readonly pairs: readonly BranchPair[];
}

/** Every pair in every project to which both bring something. */
export function provePairs(
  session: RepositorySession,
  context: ProofContext,
  { request, ...proving }: ProvePairsRequest,
): Promise<PairProofs> {
  return withProjectRuns(session, context, { request, run: projectRuns => provePairsIn(projectRuns, session, context, proving) });
}

/** Proves the pairs in project runs that are open already. */
export async function provePairsIn(
  projectRuns: ProjectRuns,
  session: RepositorySession,
  context: ProofContext,
  { seed, pairs }: Omit<ProvePairsRequest, 'request'>,
): Promise<PairProofs> {
  const sql = seed === undefined ? {} : { seed: readSqlFile(resolve(context.cwd, seed), 'seed') };
  const around = { open: openOnce(projectRuns), top: session.repository.top, env: context.env, ...sql };
  const proven: ProvenPair[] = [];
  const notes: Fix[] = [];
  for (const [at, pair] of pairs.entries()) {
    session.progress('trying both orders', at, pairs.length);
    const read = await readPair(session, pair, context.chance);
    const shared = await sharedProjects(read, projectRuns.projects);
    if (shared.length === 0) notes.push(noSharedDatabase(pair));
    for (const found of shared) proven.push(await provePair(read, { found, ...around }));
  }
  return { seeded: seed !== undefined, pairs: proven, notes };
}

function noSharedDatabase({ one, other }: BranchPair): Fix {
  return { title: `${one.name} and ${other.name} change no common database, so there is nothing to try` };
}

/** Each project is made ready once. */
function openOnce({ open }: ProjectRuns): (found: FoundProject) => Promise<ProjectRun> {
  const opened = new Map<FoundProject, Promise<ProjectRun>>();
  return found => {
    const projectRun = opened.get(found) ?? open(found);
    opened.set(found, projectRun);
    return projectRun;
  };
}
