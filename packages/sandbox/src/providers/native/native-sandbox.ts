import type { ProcessEnvironment } from '../../environment.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import { sweepSandboxFolders } from '../../lifecycle/sweep.js';
import type { DatabaseLimits, Sandbox } from '../../sandbox.js';
import { sandboxParents } from '../../lifecycle/sandbox-folders.js';
import type { ServerBinaries } from './find-binaries.js';
import { freePort } from './free-port.js';
import { postgresSandbox } from '../../engines/postgresql/postgres-sandbox.js';
import { serverUser } from './server-user.js';
import { startServer } from './server.js';

export interface NativeSandboxOptions {
  readonly binaries: ServerBinaries;
  readonly keeper: Keeper;
  readonly limits: DatabaseLimits;
  readonly tcp: boolean;
  readonly roles: readonly string[];
  readonly env: ProcessEnvironment;
}

/** A server of our own, for as long as the sandbox is open. */
export async function nativeSandbox({ binaries, keeper, limits, tcp, roles, env }: NativeSandboxOptions): Promise<Sandbox> {
  const places = sandboxParents(env);
  const user = serverUser();
  const server = await startServer({ keeper, binaries, env, places, user, ...(tcp ? { port: freePort } : {}) });
  return postgresSandbox({
    session: server.session,
    limits,
    roles,
    location: `of ${binaries.label}`,
    ...(server.tcp && { tcp: server.tcp }),
    close: async () => {
      await (keeper.lost ? sweepSandboxFolders(places, env) : server.stop());
      await keeper.close();
    },
  });
}
