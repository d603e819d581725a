import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABEL } from '../compose/project-names.js';
import type { ProcessEnvironment } from '../../environment.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import { newToken } from '../../engines/database-name.js';
import { addressLabel } from '../../engines/postgresql/address.js';
import { postgresSandbox } from '../../engines/postgresql/postgres-sandbox.js';
import type { Sandbox } from '../../sandbox.js';
import { limitsOf, type SandboxOptions } from '../../sandbox-options.js';
import type { Provider } from '../provider.js';
import type { DatabaseContainer, DockerContext } from './docker-context.js';
import { newSandboxFolder, sandboxParents } from '../../lifecycle/sandbox-folders.js';
import { sweepSandboxFolders } from '../../lifecycle/sweep.js';
import { withKeeper } from '../../lifecycle/with-keeper.js';
import { openContainerSession } from './container-session.js';
import { startComposeProject } from '../compose/start-project.js';
import { DockerEngine } from './docker-engine.js';
import { runInterruptible, runToCompletion } from './docker-commands.js';

export const dockerProvider: Provider = {
  name: 'docker',
  open: options => withKeeper(options.env, keeper => dockerSandbox(options, keeper)),
};

/** A PostgreSQL server in a new container. Everything that was created for it is removed with it. */
async function dockerSandbox(options: SandboxOptions, keeper: Keeper): Promise<Sandbox> {
  const { project, env, major, roles = [], docker = {} } = options;
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
  const context = { keeper, project, env, engine, token, folder };
  const { id, notes } = alone === undefined ? await startComposeProject(context, docker) : await startContainer(context, alone);
  const session = await openContainerSession(engine, id);
  const sandbox = await postgresSandbox({
    session,
    limits: limitsOf(options),
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
async function startContainer(context: DockerContext, image: string): Promise<DatabaseContainer> {
  const { engine, token } = context;
  const name = `oneleaf-${token}`;
  const args = ['create', '--name', name, '--label', `${LABEL}=${token}`, '--publish', '127.0.0.1::5432'];
  // Where images keep their data depends on their version; this folder has no meaning to any.
  const data = ['--tmpfs', '/oneleaf', '--env', 'PGDATA=/oneleaf/data'];
  // Named without a value it is taken from the environment: arguments are seen by everybody.
  if (!(await engine.has(image))) await runInterruptible(context, ['pull', '--quiet', image]);
  await runToCompletion(context, [...args, ...data, '--env', 'POSTGRES_PASSWORD', image], { POSTGRES_PASSWORD: newToken() + newToken() });
  await runInterruptible(context, ['start', name]);
  return { id: name, notes: [] };
}
