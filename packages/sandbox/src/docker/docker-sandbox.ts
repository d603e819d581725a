import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABEL } from '../compose/names.js';
import type { Environment } from '../environment.js';
import type { Keeper } from '../keeper.js';
import { newToken } from '../postgres/ownership.js';
import { placeOf } from '../postgres/address.js';
import { postgresSandbox } from '../postgres/postgres-sandbox.js';
import type { Limits, Sandbox } from '../sandbox.js';
import { newFolder, shelters } from '../shelter.js';
import { sweep } from '../sweep.js';
import { answering } from './answering.js';
import { composed, type ComposeOptions } from './composed.js';
import { Engine } from './engine.js';
import { interruptibly, toTheEnd } from './making.js';

/** What is run: the database of a compose project, or of one image alone. */
export interface DockerOptions extends ComposeOptions {
  /** `postgis/postgis:16-3.4`: a container of its own, without a compose file. */
  readonly image?: string;
}

export interface DockerAsked {
  readonly keeper: Keeper;
  readonly project: string;
  readonly env: Environment;
  readonly limits: Limits;
  readonly major?: number;
  readonly roles: readonly string[];
  readonly docker: DockerOptions;
}

/** Where containers are started from. */
export interface Ground extends Pick<DockerAsked, 'keeper' | 'project' | 'env'> {
  readonly engine: Engine;
  readonly token: string;
  /** Private, and ours. */
  readonly folder: string;
}

/** The one of the database. */
export interface Container {
  /** Or its name. */
  readonly id: string;
  readonly notes: readonly string[];
}

/** A PostgreSQL server in a container of our own; all that was made for it goes with it. */
export async function dockerSandbox(asked: DockerAsked): Promise<Sandbox> {
  const { keeper, project, env, limits, major, roles, docker } = asked;
  const token = newToken();
  const engine = new Engine(env, token);
  const alone = docker.image;
  await engine.mustBeHere(alone === undefined);
  const folder = newFolder(shelters(env));
  await keeper.ask({ ask: 'folder', path: folder });
  // For the next run, if the keeper is killed as well.
  writeFileSync(join(folder, 'engine'), JSON.stringify({ token, env: addressOf(env) }), { flag: 'wx', mode: 0o600 });
  const marked = { token, env: engine.env };
  await keeper.ask({ ask: 'engine', marked });
  const ground = { keeper, project, env, engine, token, folder };
  const { id, notes } = alone === undefined ? await composed(ground, docker) : await contained(ground, alone);
  const session = await answering(engine, id);
  const sandbox = await postgresSandbox({
    session,
    limits,
    roles,
    ...(major && { major }),
    place: `of ${alone ?? 'the compose project'} at ${placeOf(session.address)}`,
    tcp: session.address,
    close: async () => {
      if (!keeper.lost) await keeper.ask({ ask: 'disengage', token, path: folder });
      else await sweep(shelters(env), env);
      await keeper.close();
    },
  });
  return { ...sandbox, notes };
}

/** What leads to the engine. */
function addressOf(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('DOCKER_')));
}

/** One container of an image; its data is in memory. */
async function contained(ground: Ground, image: string): Promise<Container> {
  const { engine, token } = ground;
  const name = `oneleaf-${token}`;
  const args = ['create', '--name', name, '--label', `${LABEL}=${token}`, '--publish', '127.0.0.1::5432'];
  // Where images keep their data depends on their version; this folder has no meaning to any.
  const data = ['--tmpfs', '/oneleaf', '--env', 'PGDATA=/oneleaf/data'];
  // Named without a value it is taken from the environment: arguments are seen by everybody.
  if (!(await engine.has(image))) await interruptibly(ground, ['pull', '--quiet', image]);
  await toTheEnd(ground, [...args, ...data, '--env', 'POSTGRES_PASSWORD', image], { POSTGRES_PASSWORD: newToken() + newToken() });
  await interruptibly(ground, ['start', name]);
  return { id: name, notes: [] };
}
