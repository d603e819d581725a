import { sortFindings, type DriftReport, type DriftedProject } from '@oneleaf/core';
import type { SourceReader } from '@oneleaf/sandbox';
import { join } from 'node:path';
import type { RepositorySession } from '../session/session.js';
import { answerEachProject, programPath, withProjectRuns, type RunEnvironment } from '../project-run/project-run.js';
import type { SandboxRequest } from '../project-run/sandbox-request.js';
import { toRepositoryPath, projectName, type FoundProject } from '../project-run/projects.js';
import { sourceFindings } from '../project-run/source-problems.js';

/** How long the sources of one project may take to be read, in milliseconds. */
const READ_TIMEOUT_MS = 300_000;

/** What the sources alone say: no database is made, and nothing of the project is run or imported. */
export async function driftOfSources(session: RepositorySession, context: RunEnvironment, request: SandboxRequest): Promise<DriftReport> {
  const run = async ({ projects }: { readonly projects: readonly FoundProject[] }): Promise<DriftReport> => {
    const { findSourceReader } = await import('@oneleaf/sandbox');
    const { top } = session.repository;
    // What oneleaf.json calls the project's Python is the repository's word, and that is not run here.
    const python = await findSourceReader({ top, env: context.env, configured: request.python });
    return {
      schema: 1,
      command: 'drift',
      ...(await answerEachProject(onePerFolder(projects), found => readProjectSources({ session, context, python }, found))),
    };
  };
  return withProjectRuns(session, context, { request, withoutMigrations: true, run });
}

/** Projects in one folder have the same sources, so only one of them is read. */
function onePerFolder(projects: readonly FoundProject[]): readonly FoundProject[] {
  const found = new Map<string, FoundProject>();
  for (const project of projects) {
    const histories = [...(found.get(project.folder)?.histories ?? []), ...project.histories];
    found.set(project.folder, { ...project, histories });
  }
  return [...found.values()];
}

interface SourceReading {
  readonly session: RepositorySession;
  readonly context: RunEnvironment;
  readonly python: SourceReader;
}

async function readProjectSources(
  { session, context: { env, stopped }, python }: SourceReading,
  found: FoundProject,
): Promise<DriftedProject> {
  const { readSources } = await import('@oneleaf/sandbox');
  const { repository, configuration } = session;
  const { problems, unread } = await readSources({
    folder: join(repository.top, found.folder),
    python,
    env,
    timeoutMs: READ_TIMEOUT_MS,
    signal: stopped?.(),
  });
  return {
    project: projectName(found),
    framework: found.runner,
    histories: found.histories.map(({ history }) => history.id).sort(),
    python: `${programPath(python.program, repository.top)} (${python.version})`,
    notes: unread.map(path => ({ title: `${toRepositoryPath(found, path)} is left out: this Python cannot read it` })),
    differences: [],
    findings: sortFindings(sourceFindings(found, problems, configuration.rules ?? {})),
  };
}
