import { wording } from '@oneleaf/frameworks';
import type { Report } from '@oneleaf/core';
import { renderJson, renderText } from '@oneleaf/report';
import { existsSync } from 'node:fs';
import { UsageError } from '@oneleaf/core/errors';
import { checkPart, readCheckedTree, type CheckedTree } from '../check/check.js';
import { driftOfRuns } from '../drift/drift.js';
import { describeFailure, type ProgramVersions } from '../failure.js';
import { predictSince, type PredictRequest } from '../predict/predict-since.js';
import type { ProcessContext } from '../process-context.js';
import { openProjectSet, projectsInPart, type ProjectSet } from '../project-run/project-run.js';
import { provePairsIn } from '../prove/prove-pairs.js';
import { withProofs } from '../proven-predict.js';
import { openSession } from '../session/open-session.js';
import { repositoryPath } from '../session/repository-path.js';
import type { RepositoryPart, RepositorySession } from '../session/session.js';
import { EXIT_CODES, verdictOf } from '../verdict.js';
import { verifyEach } from '../verify/verify.js';

interface PredictTaskOptions {
  readonly refs?: readonly string[];
  readonly base?: string;
  readonly since?: string;
}

/** One command about one part of a repository. Folders are absolute. */
export type PartTask = {
  readonly folder: string;
  /** Folders below it that belong to other parts. */
  readonly except?: readonly string[];
} & ({ readonly command: 'check' | 'verify' | 'drift' } | ({ readonly command: 'predict' | 'prove' } & PredictTaskOptions));

/** What `oneleaf` would print, complaints first, and its exit code. */
export interface PartTaskResult {
  readonly text: string;
  readonly exitCode: number;
  /** The report as JSON; empty when the task ended without one, and the text says why. */
  readonly json: string;
}

export interface PartTaskContext extends ProgramVersions, Pick<ProcessContext, 'env' | 'now' | 'chance'> {
  /** A folder in the working tree. */
  readonly path: string;
}

/**
 * Runs tasks about parts of one repository, which is opened and read once for all of them. A task that fails fails alone.
 * `check` looks at the files alone: what a branch does to landed migrations depends on refs, and `predict` reports it.
 * `verify` and `drift` run each project that has a history in the part, as a whole. They share servers, which are gone at the end.
 * `prove` predicts, and lands the branches that collide in both orders on the same servers.
 */
export async function* runPartTasks(tasks: readonly PartTask[], context: PartTaskContext): AsyncGenerator<PartTaskResult> {
  const { path, env, now } = context;
  const session = openSession({ path, env, named: false, now, progress: () => undefined });
  let tree: Promise<CheckedTree> | undefined;
  let projects: Promise<ProjectSet> | undefined;
  const open = async (): Promise<OpenedRepository> => {
    const opened = await session;
    return {
      session: opened,
      context,
      tree: () => (tree ??= readCheckedTree(opened, { staged: false })),
      projects: () => (projects ??= openProjectSet(opened, context, { projects: [], allowRemote: false })),
    };
  };
  try {
    for (const task of tasks) yield await runTask(task, open, context);
  } finally {
    await (await projects?.catch(() => undefined))?.close();
  }
  await (await session.catch(() => undefined))?.save();
}

interface OpenedRepository {
  readonly session: RepositorySession;
  readonly context: PartTaskContext;
  /** The working tree, as it was when the first task read it. */
  readonly tree: () => Promise<CheckedTree>;
  /** The projects of the working tree, and their servers. */
  readonly projects: () => Promise<ProjectSet>;
}

async function runTask(task: PartTask, open: () => Promise<OpenedRepository>, context: PartTaskContext): Promise<PartTaskResult> {
  try {
    const report = await reportOf(task, await open());
    // Each branch that is named needs its verdict.
    const verdict = verdictOf(report, { everyBranch: 'refs' in task && (task.refs ?? []).length > 0 });
    return {
      text: renderText(report, { color: false, wording, now: context.now * 1000 }),
      exitCode: EXIT_CODES[verdict],
      json: renderJson(report),
    };
  } catch (error) {
    const { complaint, exitCode } = describeFailure(error, context);
    return { text: complaint, exitCode, json: '' };
  }
}

async function reportOf(task: PartTask, { session, context, tree, projects }: OpenedRepository): Promise<Report> {
  const part = repositoryPart(task, session);
  const { rules } = session.configuration;
  switch (task.command) {
    case 'check':
      return checkPart({ ...session, part }, await tree(), null);
    case 'verify':
      return verifyEach(projectsInPart(await projects(), part), rules);
    case 'drift':
      return driftOfRuns(projectsInPart(await projects(), part), rules);
    case 'predict':
      return predictSince({ ...session, part }, predictRequest(task));
    case 'prove': {
      const prediction = await predictSince({ ...session, part }, predictRequest(task));
      // Branches that collide are looked for in the part; what their migrations depend on may lie anywhere in the repository.
      return withProofs(prediction, async pairs =>
        provePairsIn(projectsInPart(await projects(), part), session, { ...context, cwd: context.path }, { pairs }),
      );
    }
  }
}

function predictRequest({ refs = [], base, since }: PredictTaskOptions): PredictRequest {
  return { refs, local: false, ...(base === undefined ? {} : { base }), ...(since === undefined ? {} : { since }) };
}

function repositoryPart({ folder, except = [] }: PartTask, { repository }: RepositorySession): RepositoryPart {
  const folderIn = (path: string): string => {
    if (!existsSync(path)) throw new UsageError(`there is no folder ${path}`);
    const found = repositoryPath(repository, path);
    if (found === undefined) throw new UsageError(`${path} is not in the repository ${repository.top}`);
    return found;
  };
  return { folder: folderIn(folder), except: except.map(folderIn) };
}
