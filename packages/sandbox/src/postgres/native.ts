import type { Environment } from '../environment.js';
import type { Keeper } from '../keeper.js';
import { sweep } from '../sweep.js';
import type { Limits, Sandbox } from '../sandbox.js';
import { shelters } from '../shelter.js';
import type { Binaries } from './binaries.js';
import { freePort } from './port.js';
import { postgresSandbox } from './postgres-sandbox.js';
import { serverUser } from './server-user.js';
import { startServer } from './server.js';

export interface Native {
  readonly binaries: Binaries;
  readonly keeper: Keeper;
  readonly limits: Limits;
  readonly tcp: boolean;
  readonly roles: readonly string[];
  readonly env: Environment;
}

/** A server of our own, for as long as the sandbox is open. */
export async function ownServer({ binaries, keeper, limits, tcp, roles, env }: Native): Promise<Sandbox> {
  const places = shelters(env);
  const user = serverUser();
  const server = await startServer({ keeper, binaries, env, places, user, ...(tcp ? { port: freePort } : {}) });
  return postgresSandbox({
    session: server.session,
    limits,
    roles,
    place: `of ${binaries.place}`,
    ...(server.tcp && { tcp: server.tcp }),
    close: async () => {
      await (keeper.lost ? sweep(places, env) : server.stop());
      await keeper.close();
    },
  });
}
