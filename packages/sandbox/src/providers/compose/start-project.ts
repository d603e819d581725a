import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from './audit.js';
import { findDatabaseService } from './database-service.js';
import { isolate, type Isolation } from './isolate.js';
import { ProjectNames } from './project-names.js';
import { recordOf } from './plain-values.js';
import { SandboxError } from '../../sandbox-error.js';
import { findComposeFiles } from './compose-files.js';
import type { DatabaseContainer, DockerContext } from '../docker/docker-sandbox.js';
import type { DockerEngine } from '../docker/docker-engine.js';
import { runInterruptible, runToCompletion } from '../docker/docker-commands.js';

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
export async function startComposeProject(
  ground: DockerContext,
  { compose, service, besides = [] }: ComposeOptions,
): Promise<DatabaseContainer> {
  const { engine, project, token, folder } = ground;
  const { folder: home, files, variables } = findComposeFiles(project, ground.env, compose);
  const database = findDatabaseService(files, variables, service);
  const wanted = [database, ...besides];
  const isolation = isolate(files, { token, env: variables, wanted, database });
  const copies = isolation.files.map(({ text }, index) => {
    const path = join(folder, `compose-${index}.yaml`);
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return path;
  });
  const common = ['compose', '--project-name', isolation.project, ...copies.flatMap(path => ['--file', path]), '--project-directory', home];
  const started = wanted.map(name => isolation.services.get(name) ?? name);
  const resolved: unknown = JSON.parse(await engine.ask([...common, 'config', '--format', 'json', ...started]));
  requireIsolated(resolved, isolation, token);
  const { built, missing } = await imagesToGet(resolved, isolation, engine);
  if (built.length > 0) await runInterruptible(ground, [...common, 'build', '--quiet', ...built]);
  if (missing.length > 0) await runInterruptible(ground, [...common, 'pull', '--quiet', ...missing]);
  await runToCompletion(ground, [...common, 'create', ...started]);
  await runInterruptible(ground, [...common, 'up', '--detach', '--wait', ...started]);
  const [container = ''] = (await engine.ask([...common, 'ps', '--quiet', ...started.slice(0, 1)])).split('\n');
  return { id: container, notes: isolation.notes };
}

/** What Compose itself makes of the copies, before anything of it is made. */
function requireIsolated(resolved: unknown, { started }: Isolation, token: string): void {
  const wrong = audit(resolved, new ProjectNames(token), started);
  if (wrong.length === 0) return;
  throw new SandboxError(
    `the compose project cannot be kept apart: ${wrong.join('; ')}`,
    'have a database without it: --image postgres:16',
  );
}

/** Services whose image is built, and those whose image is not at hand. */
async function imagesToGet(
  resolved: unknown,
  { started }: Isolation,
  engine: DockerEngine,
): Promise<{ readonly built: readonly string[]; readonly missing: readonly string[] }> {
  const services = recordOf(recordOf(resolved)['services']);
  const [built, missing]: [string[], string[]] = [[], []];
  for (const name of started) {
    const { image, build } = recordOf(services[name]);
    if (build !== undefined) built.push(name);
    else if (typeof image === 'string' && !(await engine.has(image))) missing.push(name);
  }
  return { built, missing };
}
