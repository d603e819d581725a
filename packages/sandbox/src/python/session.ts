import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.js';
import { wayOf, fillIn, type Database } from './database.js';
import type { Environment } from '../environment.js';
import { childEnvironment } from './child-environment.js';
import type { Generation } from './generated.js';
import { judge, type Outcome } from './judgement.js';
import type { Project } from './project.js';
import { layOver } from './overlays.js';
import { newRunFolder } from './run-folder.js';
import { writeRunner } from './runner-files.js';

export type Verb =
  'preflight' | 'leaves' | 'applied' | 'check' | 'upgrade' | 'downgrade' | 'undo' | 'stairway' | 'drift' | 'generate' | 'sources';

export interface Request {
  readonly verb: Verb;
  readonly to?: string | undefined;
  readonly atOnce?: boolean;
  readonly generate?: Generation | undefined;
}

/**
 * Runs one verb in a Python process of its own. Nothing is written into the project; what the runner needs lies in a private folder that is
 * gone afterwards. A `SandboxError` tells why no verdict is possible.
 */
export async function ask(project: Project, database: Database, request: Request): Promise<Outcome> {
  const folder = newRunFolder(project.env);
  try {
    const answers = join(folder, 'answers.jsonl');
    const env = childEnvironment(project.env, told(project, database));
    writeFileSync(answers, '');
    const overlays = layOver(folder, project.overlays);
    const said = { ...request, answers, overlays, ...parameters(project, database) };
    writeFileSync(join(folder, 'request.json'), JSON.stringify(said), { mode: 0o600 });
    const ended = await run({
      program: project.interpreter.program,
      args: [writeRunner(folder), join(folder, 'request.json')],
      cwd: project.folder,
      env,
      timeoutMs: project.timeoutMs,
      signal: project.signal,
    });
    return judge({ text: readFileSync(answers, 'utf8'), ended, project, database, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the user wants the project to be told, with our database's address in it. */
function told({ told: variables = {} }: Project, database: Database): Environment {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value === undefined ? value : fillIn(value, database)]),
  );
}

function parameters(project: Project, database: Database): object {
  const { kind, token, url, tcpUrl } = database;
  const { interpreter: _interpreter, env: _env, told: _told, signal: _signal, overlays: _overlays, ...plain } = project;
  const x = 'x' in project ? { x: project.x.map(one => fillIn(one, database)) } : {};
  const tcp = tcpUrl === undefined ? {} : { tcp: wayOf(tcpUrl) };
  return { project: { ...plain, ...x }, database: { kind, token, ...wayOf(url), ...tcp } };
}
