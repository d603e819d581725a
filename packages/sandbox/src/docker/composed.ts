import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../compose/audit.js';
import { databaseService } from '../compose/database.js';
import { isolate, type Isolation } from '../compose/isolate.js';
import { Names } from '../compose/names.js';
import { SandboxError } from '../sandbox-error.js';
import { findCompose } from './compose-files.js';
import type { Container, Ground } from './docker-sandbox.js';
import { failed } from './engine.js';

/** The team's compose project. */
export interface ComposeOptions {
  /** Its files, in the order of `-f`; found as Compose finds them when none are named. */
  readonly compose?: readonly string[];
  /** The service that is PostgreSQL, where its image does not tell. */
  readonly service?: string;
  /** Services that are started as well. */
  readonly besides?: readonly string[];
}

/** Starts an isolated copy of it. */
export async function composed(ground: Ground, { compose, service, besides = [] }: ComposeOptions): Promise<Container> {
  const { engine, project, token, folder, keeper } = ground;
  const { folder: home, files, variables } = findCompose(project, ground.env, compose);
  const database = databaseService(files, variables, service);
  const wanted = [database, ...besides];
  const isolation = isolate(files, { token, env: variables, wanted, database });
  const copies = isolation.files.map(({ text }, index) => {
    const path = join(folder, `compose-${index}.yaml`);
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return path;
  });
  const common = ['compose', '--project-name', isolation.project, ...copies.flatMap(path => ['--file', path]), '--project-directory', home];
  const started = wanted.map(name => isolation.services.get(name) ?? name);
  await mustBeOurs(ground, isolation, [...common, 'config', '--format', 'json', ...started]);
  const up = [...common, 'up', '--detach', '--wait', '--quiet-pull', ...started];
  const { code, output } = await keeper.run({ command: 'docker', args: up, env: engine.env, stop: 'SIGTERM' });
  if (code !== 0) throw failed(up, output);
  const [container = ''] = (await engine.ask([...common, 'ps', '--quiet', ...started.slice(0, 1)])).split('\n');
  return { id: container, notes: isolation.notes };
}

/** What Compose itself makes of the copies, before anything of it is made. */
async function mustBeOurs({ engine, token }: Ground, { started }: Isolation, config: readonly string[]): Promise<void> {
  const wrong = audit(JSON.parse(await engine.ask(config)), new Names(token), started);
  if (wrong.length === 0) return;
  throw new SandboxError(
    `the compose project cannot be kept apart: ${wrong.join('; ')}`,
    'have a database without it: --image postgres:16',
  );
}
