import { inOrder, type DriftReport, type Drifted } from '@oneleaf/core';
import type { Reader } from '@oneleaf/sandbox';
import { join } from 'node:path';
import type { Session } from '../session.js';
import { eachProject, shownProgram, withBenches, type Ending } from '../throwaway/bench.js';
import type { Sandboxing } from '../throwaway/options.js';
import { fromProject, nameOf, type FoundProject } from '../throwaway/projects.js';
import { slipped } from '../throwaway/slipped.js';

/** How long the sources of one project may take to be read, in milliseconds. */
const PATIENCE = 300_000;

/** What the sources alone say: no database is made, and nothing of the project is run or imported. */
export async function driftOfSources(session: Session, outside: Ending, asked: Sandboxing): Promise<DriftReport> {
  const run = async ({ projects }: { readonly projects: readonly FoundProject[] }): Promise<DriftReport> => {
    const { findReader } = await import('@oneleaf/sandbox');
    const { top } = session.repository;
    // What oneleaf.json calls the project's Python is the repository's word, and that is not run here.
    const python = await findReader({ top, env: outside.env, configured: asked.python });
    return { schema: 1, command: 'drift', ...(await eachProject(byFolder(projects), found => read({ session, outside, python }, found))) };
  };
  return withBenches(session, outside, { asked, unbegun: true, run });
}

/** Projects in one folder have the same sources, which are read and told once. */
function byFolder(projects: readonly FoundProject[]): readonly FoundProject[] {
  const found = new Map<string, FoundProject>();
  for (const project of projects) {
    const chapters = [...(found.get(project.folder)?.chapters ?? []), ...project.chapters];
    found.set(project.folder, { ...project, chapters });
  }
  return [...found.values()];
}

interface Around {
  readonly session: Session;
  readonly outside: Ending;
  readonly python: Reader;
}

async function read({ session, outside: { env, stopped }, python }: Around, found: FoundProject): Promise<Drifted> {
  const { readSources } = await import('@oneleaf/sandbox');
  const { repository, configuration } = session;
  const { slips, unread } = await readSources({
    folder: join(repository.top, found.folder),
    python,
    env,
    timeoutMs: PATIENCE,
    signal: stopped?.(),
  });
  return {
    project: nameOf(found),
    framework: found.framework,
    histories: found.chapters.map(({ history }) => history.id).sort(),
    python: `${shownProgram(python.program, repository.top)} (${python.version})`,
    notes: unread.map(path => ({ title: `${fromProject(found, path)} is not looked at: this Python cannot read it` })),
    differences: [],
    findings: inOrder(slipped(found, slips, configuration.rules ?? {})),
  };
}
