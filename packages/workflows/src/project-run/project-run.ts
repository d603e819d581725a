import type { History, TestedProject, TreeHistories, UnrunnableProject } from '@oneleaf/core';
import { SandboxError } from '@oneleaf/sandbox/error';
import type { Interpreter, Lease, RunnerProject, Sandbox } from '@oneleaf/sandbox';
import { isAbsolute, join, relative } from 'node:path';
import { readWorkingTree } from '../branches/other-branches.js';
import type { ProcessContext } from '../process-context.js';
import type { RepositoryPart, RepositorySession } from '../session/session.js';
import { partFilter } from '../repository-view/repository-view.js';
import { leaseWithBaseline } from './baseline-database.js';
import type { SandboxRequest } from './sandbox-request.js';
import { requireProjects, selectProjects, projectName, findProjects, type FoundProject } from './projects.js';
import { SandboxServers } from './sandbox-servers.js';
import { chooseSandbox } from './choose-sandbox.js';
import { projectsWithoutMigrations } from './projects-without-migrations.js';

/** A project, ready to be run on throw-away databases. */
export interface ProjectRun {
  readonly found: FoundProject;
  readonly project: RunnerProject;
  readonly sandbox: Sandbox;
  /** What reports say of it. */
  readonly proved: TestedProject;
  /** A new database with what the first migration expects to be there. */
  readonly lease: (purpose: string) => Promise<Lease>;
}

/** The selected projects and the working tree that was read. */
export interface ProjectRuns {
  readonly here: TreeHistories;
  readonly projects: readonly FoundProject[];
  readonly open: (found: FoundProject) => Promise<ProjectRun>;
}

/** All projects of a working tree, and the servers that they share. */
export interface ProjectSet extends ProjectRuns {
  /** Everything that was created is removed when this resolves or rejects. */
  readonly close: () => Promise<void>;
}

export interface ProjectTask<R> {
  readonly request: SandboxRequest;
  /** Whether projects without a migration are included. */
  readonly withoutMigrations?: boolean;
  readonly run: (projectRuns: ProjectRuns) => Promise<R>;
}

/** What a command on throw-away databases knows of the world outside. */
export type RunEnvironment = Pick<ProcessContext, 'env' | 'stopped'>;

/** Runs a task on throw-away databases. Everything that was created is removed when this resolves or rejects. */
export async function withProjectRuns<R>(
  session: RepositorySession,
  context: RunEnvironment,
  { request, withoutMigrations, run }: ProjectTask<R>,
): Promise<R> {
  const projectSet = await openProjectSet(session, context, { ...request, withoutMigrations });
  try {
    const { projects } = session.part ? projectsInPart(projectSet, session.part) : projectSet;
    requireProjects(projects, historiesIn(projectSet));
    return await run({ ...projectSet, projects: selectProjects(projects, request.projects) });
  } catch (error) {
    // What was under way fails in its own words when its server is taken from it.
    context.stopped?.().throwIfAborted();
    throw error;
  } finally {
    await projectSet.close();
  }
}

interface ProjectSetOptions extends SandboxRequest {
  readonly withoutMigrations?: boolean | undefined;
}

/** Starts nothing yet. */
export async function openProjectSet(
  session: RepositorySession,
  { env, stopped }: RunEnvironment,
  request: ProjectSetOptions,
): Promise<ProjectSet> {
  // What one part does may stand on others, and a framework loads all of a project.
  const { part: _part, ...whole } = session;
  const tree = await readWorkingTree(whole);
  const { here } = tree;
  const withoutMigrations = request.withoutMigrations === true ? await projectsWithoutMigrations(session, tree) : [];
  const projects = findProjects({ histories: here.contents.values(), withoutMigrations }, session.configuration.projects);
  const servers = new SandboxServers({ request, top: session.repository.top, env, signal: stopped?.() }, projects);
  return { here, projects, open: found => openProjectRun(found, servers), close: () => servers.close() };
}

/** Those that a part has a history of: a framework runs all of a project's histories, or none. */
export function projectsInPart(projectSet: ProjectSet, part: RepositoryPart): ProjectRuns {
  const holds = partFilter(part);
  const projects = projectSet.projects.filter(({ histories, folder }) =>
    (histories.length === 0 ? [folder] : histories.map(({ history }) => history.folder)).some(holds),
  );
  requireProjects(
    projects,
    historiesIn(projectSet).filter(({ folder }) => holds(folder)),
  );
  return { ...projectSet, projects };
}

function historiesIn({ here }: ProjectRuns): readonly History[] {
  return [...here.contents.values()].map(({ history }) => history);
}

export interface ProjectAnswers<R> {
  readonly projects: readonly R[];
  readonly unproved: readonly UnrunnableProject[];
}

/** Runs the projects one after the other. A project that cannot run is reported beside the others, or is an error if it is the only one. */
export function answerEachRun<R>(
  { projects, open }: ProjectRuns,
  answer: (projectRun: ProjectRun) => Promise<R>,
): Promise<ProjectAnswers<R>> {
  return answerEachProject(projects, async found => answer(await open(found)));
}

/** Asks each project without running it. */
export async function answerEachProject<R>(
  projects: readonly FoundProject[],
  answer: (found: FoundProject) => Promise<R>,
): Promise<ProjectAnswers<R>> {
  const answers: R[] = [];
  const unproved: UnrunnableProject[] = [];
  for (const found of projects) {
    try {
      answers.push(await answer(found));
    } catch (error) {
      if (!(error instanceof SandboxError) || projects.length === 1) throw error;
      unproved.push({ project: projectName(found), reason: error.message, hint: error.hint });
    }
  }
  return { projects: answers, unproved };
}

async function openProjectRun(found: FoundProject, servers: SandboxServers): Promise<ProjectRun> {
  const { project, sandbox, interpreter, warnings } = await chooseSandbox(found, servers);
  const { top, env } = servers.around;
  return {
    found,
    project,
    sandbox,
    proved: {
      project: projectName(found),
      framework: found.runner,
      histories: found.histories.map(({ history }) => history.id).sort(),
      database: sandbox.provider,
      python: interpreterText(interpreter, top),
      notes: [...warnings, ...(sandbox.notes ?? [])].map(title => ({ title })),
    },
    lease: leaseWithBaseline(sandbox, found.declared.baseline && join(top, found.declared.baseline), env),
  };
}

function interpreterText({ program, version, packages }: Interpreter, top: string): string {
  return `${programPath(program, top)} (${version}) with ${Object.entries(packages)
    .map(([name, number]) => `${name} ${number}`)
    .join(' and ')}`;
}

/** From the repository's top where it lies in it. */
export function programPath(program: string, top: string): string {
  const inside = relative(top, program);
  return inside.startsWith('..') || isAbsolute(inside) ? program : inside;
}
