import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child-process.js';
import { fillPlaceholders } from './placeholders.js';
import type { RunnerDatabase } from '../../sandbox.js';
import type { ProcessEnvironment } from '../../environment.js';
import { childEnvironment } from './child-environment.js';
import type { GenerationRequest } from './generated-migrations.js';
import { readOutcome, type VerbOutcome } from './result/verb-outcome.js';
import type { RunnerProject } from './runner-project.js';
import { writeOverlays } from './overlay-files.js';
import { newRunFolder } from '../../lifecycle/run-folders.js';
import { writeRunnerFiles } from './runner-files.js';
import { runnerOf } from '../index.js';

export type RunnerVerb =
  'preflight' | 'leaves' | 'applied' | 'check' | 'upgrade' | 'downgrade' | 'undo' | 'stairway' | 'drift' | 'generate' | 'sources';

export interface RunnerRequest {
  readonly verb: RunnerVerb;
  readonly to?: string | undefined;
  readonly atOnce?: boolean;
  readonly generate?: GenerationRequest | undefined;
}

/**
 * Runs one verb in its own Python process. Writes nothing into the project: the runner's files are in a private folder that is removed.
 * Rejects with a `SandboxError` if no verdict is possible.
 */
export async function runVerb(project: RunnerProject, database: RunnerDatabase, request: RunnerRequest): Promise<VerbOutcome> {
  const folder = newRunFolder(project.env);
  const runner = runnerOf(project);
  try {
    const answers = join(folder, 'answers.jsonl');
    const env = childEnvironment(project.env, { ...extraEnvironment(project, database), ...runner.variables });
    writeFileSync(answers, '');
    const overlays = writeOverlays(folder, project.overlays);
    const parameters = { ...request, runner: runner.module, answers, overlays, ...requestParameters(project, database) };
    writeFileSync(join(folder, 'request.json'), JSON.stringify(parameters), { mode: 0o600 });
    const ended = await runChild({
      program: project.interpreter.program,
      args: [writeRunnerFiles(folder), join(folder, 'request.json')],
      cwd: project.folder,
      env,
      timeoutMs: project.timeoutMs,
      signal: project.signal,
    });
    return readOutcome({ text: readFileSync(answers, 'utf8'), ended, project, database, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The variables of the user's configuration, with our database's address in them. */
function extraEnvironment({ extraEnv: variables = {} }: RunnerProject, database: RunnerDatabase): ProcessEnvironment {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value === undefined ? value : fillPlaceholders(value, database)]),
  );
}

function requestParameters(project: RunnerProject, database: RunnerDatabase): object {
  const { engine, token, url, tcpUrl } = database;
  const { interpreter: _interpreter, env: _env, extraEnv: _extraEnv, signal: _signal, overlays: _overlays, ...plain } = project;
  const filled = runnerOf(project).filled?.(project, text => fillPlaceholders(text, database));
  const tcp = tcpUrl === undefined ? {} : { tcp: engine.connection(tcpUrl) };
  return { project: { ...plain, ...filled }, database: { engine: engine.name, token, ...engine.connection(url), ...tcp } };
}
