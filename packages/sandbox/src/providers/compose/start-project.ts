import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from './audit.js';
import { findDatabaseService } from './database-service.js';
import { isolate, type Isolation } from './isolate.js';
import { ProjectNames } from './project-names.js';
import { recordOf } from './plain-values.js';
import { SandboxError } from '../../sandbox-error.js';
import { findComposeFiles } from './compose-files.js';
import type { ComposeOptions } from './compose-options.js';
import type { DatabaseContainer, DockerContext } from '../docker/docker-context.js';
import type { DockerEngine } from '../docker/docker-engine.js';
import { runInterruptible, runToCompletion } from '../docker/docker-commands.js';

/** Starts an isolated copy of the team's compose project. */
export async function startComposeProject(
  context: DockerContext,
  { compose, service, besides = [] }: ComposeOptions,
): Promise<DatabaseContainer> {
  const { engine, project, token, folder } = context;
  const { folder: home, files, variables } = findComposeFiles(project, context.env, compose);
  const database = findDatabaseService(files, variables, service);
  const services = [database, ...besides];
  const isolation = isolate(files, { token, env: variables, wanted: services, database });
  const copies = isolation.files.map(({ text }, index) => {
    const path = join(folder, `compose-${index}.yaml`);
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return path;
  });
  const common = ['compose', '--project-name', isolation.project, ...copies.flatMap(path => ['--file', path]), '--project-directory', home];
  const started = services.map(name => isolation.services.get(name) ?? name);
  const resolved: unknown = JSON.parse(await engine.ask([...common, 'config', '--format', 'json', ...started]));
  requireIsolated(resolved, isolation, token);
  const { built, missing } = await imagesToGet(resolved, isolation, engine);
  if (built.length > 0) await runInterruptible(context, [...common, 'build', '--quiet', ...built]);
  if (missing.length > 0) await runInterruptible(context, [...common, 'pull', '--quiet', ...missing]);
  await runToCompletion(context, [...common, 'create', ...started]);
  await runInterruptible(context, [...common, 'up', '--detach', '--wait', ...started]);
  const [container = ''] = (await engine.ask([...common, 'ps', '--quiet', ...started.slice(0, 1)])).split('\n');
  return { id: container, notes: isolation.notes };
}

/** What Compose itself makes of the copies, before anything of it is made. */
function requireIsolated(resolved: unknown, { started }: Isolation, token: string): void {
  const wrong = audit(resolved, new ProjectNames(token), started);
  if (wrong.length === 0) return;
  throw new SandboxError(`the compose project cannot be isolated: ${wrong.join('; ')}`, 'use a database without it: --image postgres:16');
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
