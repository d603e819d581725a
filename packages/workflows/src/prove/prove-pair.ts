import type { OrderFailure, ProvenPair } from '@oneleaf/core';
import type { Oid } from '@oneleaf/git';
import { recordTables } from '@oneleaf/frameworks';
import type { LandingOrder, LandingStage, ProofTrial } from '@oneleaf/sandbox';
import { SandboxError } from '@oneleaf/sandbox/error';
import { join } from 'node:path';
import type { RepositorySession } from '../session/session.js';
import { forksOf } from '../landing/changes-since-fork.js';
import { readSqlFile } from '../project-run/baseline-database.js';
import { toRepositoryPath, projectName, type FoundProject } from '../project-run/projects.js';
import type { ProjectRun } from '../project-run/project-run.js';
import { CommitTrees, type ReadFileTree } from './commit-trees.js';
import { landBranch, type BranchSide } from './land-branch.js';
import { migrationsBrought, projectHistories, projectOverlays } from './project-migrations.js';

export interface NamedCommit {
  readonly name: string;
  readonly commit: Oid;
}

/** Two branches that land on a base. */
export interface BranchPair {
  readonly base: Oid;
  readonly one: NamedCommit;
  readonly other: NamedCommit;
}

/** A pair whose migrations have been read. */
export interface ReadBranchPair extends BranchPair {
  readonly forest: CommitTrees;
  /** The base's. */
  readonly baseTree: ReadFileTree;
  readonly sides: readonly [BranchSide, BranchSide];
  /** Twelve random hexadecimal digits, others each time. */
  readonly chance: () => string;
}

export async function readPair(session: RepositorySession, pair: BranchPair, chance: () => string): Promise<ReadBranchPair> {
  const { base, one, other } = pair;
  const sideOf = async ({ name, commit }: NamedCommit): Promise<BranchSide> => ({
    name,
    commit,
    forks: await forksOf(session.repository, base, commit),
  });
  const sides = [await sideOf(one), await sideOf(other)] as const;
  const forest = await CommitTrees.over(session, [base, ...sides.flatMap(({ commit, forks }) => [...forks, commit])]);
  const tree = await forest.tree([base]);
  return { ...pair, forest, baseTree: { tree, snapshot: await forest.snapshot(tree) }, sides, chance };
}

/** The projects to whose database both bring something. */
export async function sharedProjects(
  { forest, baseTree, sides }: ReadBranchPair,
  projects: readonly FoundProject[],
): Promise<readonly FoundProject[]> {
  const brings = await Promise.all(
    sides.map(async ({ commit, forks }) => {
      const [before, own] = [await forest.tree(forks), await forest.tree([commit])];
      const snapshot = await forest.snapshot(own);
      const isNew = (path: string): boolean => !before.has(path) && baseTree.tree.get(path) !== own.get(path);
      return (found: FoundProject) =>
        projectHistories(found, snapshot).some(({ migrations }) => migrations.some(({ path }) => isNew(path)));
    }),
  );
  return projects.filter(found => brings.every(brought => brought(found)));
}

export interface PairContext {
  readonly found: FoundProject;
  readonly open: (found: FoundProject) => Promise<ProjectRun>;
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: ProofTrial['env'];
  /** SQL. */
  readonly seed?: string;
}

/** What came of one pair in one project. */
export async function provePair(pair: ReadBranchPair, circumstances: PairContext): Promise<ProvenPair> {
  const { found } = circumstances;
  const about = { one: pair.one.name, other: pair.other.name, project: projectName(found), framework: found.runner };
  try {
    const [one, other] = pair.sides;
    const orders = [await landingOrder(pair, found, [one, other]), await landingOrder(pair, found, [other, one])] as const;
    const { project, sandbox } = await circumstances.open(found);
    const { prove } = await import('@oneleaf/sandbox');
    const { env, seed } = circumstances;
    const base = await projectOverlays(pair.forest, found, pair.baseTree);
    const sql = { ...baselineOf(circumstances), ...(seed !== undefined && { seed }) };
    const proven = await prove({ sandbox, project, env, tables: recordTables, base, orders, ...sql });
    return {
      ...about,
      ...proven,
      failures: proven.failures.map(failure => withRepositoryPath(found, failure)),
      database: sandbox.provider,
    };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const nothing = { differences: [], rows: [], failures: [], volatile: [], warnings: [] };
    return { ...about, ...nothing, verdict: 'inconclusive', reason: error.message, hint: error.hint };
  }
}

/** With the path of the failure from the repository's top. */
function withRepositoryPath(found: FoundProject, { error: { at, ...error }, ...failure }: OrderFailure): OrderFailure {
  return { ...failure, error: at === undefined ? error : { ...error, at: toRepositoryPath(found, at) } };
}

function baselineOf({ found: { declared }, top }: PairContext): Pick<ProofTrial, 'baseline'> {
  return declared.baseline === undefined ? {} : { baseline: readSqlFile(join(top, declared.baseline), 'baseline') };
}

async function landingOrder(
  pair: ReadBranchPair,
  found: FoundProject,
  [first, second]: readonly [BranchSide, BranchSide],
): Promise<LandingOrder> {
  const once = await landingStage(pair, found, { side: first, onto: pair.baseTree });
  const twice = await landingStage(pair, found, { side: second, onto: once.grown });
  return [once.stage, twice.stage];
}

interface LandingInput {
  readonly side: BranchSide;
  readonly onto: ReadFileTree;
}

async function landingStage(
  pair: ReadBranchPair,
  found: FoundProject,
  { side, onto }: LandingInput,
): Promise<{ readonly stage: LandingStage; readonly grown: ReadFileTree }> {
  const grown = await landBranch(pair.forest, onto.tree, { side, chance: pair.chance });
  const overlays = await projectOverlays(pair.forest, found, grown);
  return { stage: { branch: side.name, overlays, brings: migrationsBrought(found, onto.tree, grown.snapshot) }, grown };
}
