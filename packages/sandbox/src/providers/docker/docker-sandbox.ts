import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABEL } from '../compose/project-names.js';
import type { ProcessEnvironment } from '../../environment.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import { newToken } from '../../engines/postgresql/ownership.js';
import { addressLabel } from '../../engines/postgresql/address.js';
import { postgresSandbox } from '../../engines/postgresql/postgres-sandbox.js';
import type { DatabaseLimits, Sandbox } from '../../sandbox.js';
import { newSandboxFolder, sandboxParents } from '../../lifecycle/sandbox-folders.js';
import { sweepSandboxFolders } from '../../lifecycle/sweep.js';
import { openContainerSession } from './container-session.js';
import { startComposeProject, type ComposeOptions } from '../compose/start-project.js';
import { DockerEngine } from './docker-engine.js';
import { runInterruptible, runToCompletion } from './docker-commands.js';

/** What is run: the database of a compose project, or of one image alone. */
export interface DockerOptions extends ComposeOptions {
  /** `postgis/postgis:16-3.4`: a container of its own, without a compose file. */
  readonly image?: string;
}

export interface DockerSandboxOptions {
  readonly keeper: Keeper;
  readonly project: string;
  readonly env: ProcessEnvironment;
  readonly limits: DatabaseLimits;
  readonly major?: number;
  readonly roles: readonly string[];
  readonly docker: DockerOptions;
}

/** Where containers are started from. */
export interface DockerContext extends Pick<DockerSandboxOptions, 'keeper' | 'project' | 'env'> {
  readonly engine: DockerEngine;
  readonly token: string;
  /** Private, and ours. */
  readonly folder: string;
}

/** The one of the database. */
export interface DatabaseContainer {
  /** Or its name. */
  readonly id: string;
  readonly notes: readonly string[];
}

/** A PostgreSQL server in a container of our own; all that was made for it goes with it. */
export async function dockerSandbox(asked: DockerSandboxOptions): Promise<Sandbox> {
  const { keeper, project, env, limits, major, roles, docker } = asked;
  const token = newToken();
  const engine = new DockerEngine(env, token);
  const alone = docker.image;
  await engine.mustBeHere(alone === undefined);
  const folder = newSandboxFolder(sandboxParents(env));
  await keeper.ask({ ask: 'folder', path: folder });
  // For the next run, if the keeper is killed as well.
  writeFileSync(join(folder, 'engine'), JSON.stringify({ token, env: engineVariables(env) }), { flag: 'wx', mode: 0o600 });
  const marked = { token, env: engine.env };
  await keeper.ask({ ask: 'engine', marked });
  const ground = { keeper, project, env, engine, token, folder };
  const { id, notes } = alone === undefined ? await startComposeProject(ground, docker) : await startContainer(ground, alone);
  const session = await openContainerSession(engine, id);
  const sandbox = await postgresSandbox({
    session,
    limits,
    roles,
    ...(major && { major }),
    location: `of ${alone ?? 'the compose project'} at ${addressLabel(session.address)}`,
    tcp: session.address,
    close: async () => {
      if (!keeper.lost) await keeper.ask({ ask: 'disengage', token, path: folder });
      else await sweepSandboxFolders(sandboxParents(env), env);
      await keeper.close();
    },
  });
  return { ...sandbox, notes };
}

/** What leads to the engine. */
function engineVariables(env: ProcessEnvironment): ProcessEnvironment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('DOCKER_')));
}

/** One container of an image; its data is in memory. */
async function startContainer(ground: DockerContext, image: string): Promise<DatabaseContainer> {
  const { engine, token } = ground;
  const name = `oneleaf-${token}`;
  const args = ['create', '--name', name, '--label', `${LABEL}=${token}`, '--publish', '127.0.0.1::5432'];
  // Where images keep their data depends on their version; this folder has no meaning to any.
  const data = ['--tmpfs', '/oneleaf', '--env', 'PGDATA=/oneleaf/data'];
  // Named without a value it is taken from the environment: arguments are seen by everybody.
  if (!(await engine.has(image))) await runInterruptible(ground, ['pull', '--quiet', image]);
  await runToCompletion(ground, [...args, ...data, '--env', 'POSTGRES_PASSWORD', image], { POSTGRES_PASSWORD: newToken() + newToken() });
  await runInterruptible(ground, ['start', name]);
  return { id: name, notes: [] };
}
