import type { Keeper } from '../../lifecycle/keeper.js';
import { sweepSandboxFolders } from '../../lifecycle/sweep.js';
import type { Sandbox } from '../../sandbox.js';
import { limitsOf, type SandboxOptions } from '../../sandbox-options.js';
import type { Provider } from '../provider.js';
import { withKeeper } from '../../lifecycle/with-keeper.js';
import { sandboxParents } from '../../lifecycle/sandbox-folders.js';
import { findBinaries } from './find-binaries.js';
import { freePort } from './free-port.js';
import { postgresSandbox } from '../../engines/postgresql/postgres-sandbox.js';
import { serverUser } from './server-user.js';
import { startServer } from './server.js';

export const nativeProvider: Provider = {
  name: 'native',
  open: options => withKeeper(options.env, keeper => nativeSandbox(options, keeper)),
};

/** A server of our own, for as long as the sandbox is open. */
async function nativeSandbox(options: SandboxOptions, keeper: Keeper): Promise<Sandbox> {
  const { project, env, pgBin: folder, major, tcp = false, roles = [] } = options;
  const places = sandboxParents(env);
  const user = serverUser();
  const binaries = await findBinaries({ project, env, user, ...(folder && { folder }), ...(major && { major }) }, keeper);
  const server = await startServer({ keeper, binaries, env, places, user, ...(tcp ? { port: freePort } : {}) });
  return postgresSandbox({
    session: server.session,
    limits: limitsOf(options),
    roles,
    location: `of ${binaries.label}`,
    ...(server.tcp && { tcp: server.tcp }),
    close: async () => {
      await (keeper.lost ? sweepSandboxFolders(places, env) : server.stop());
      await keeper.close();
    },
  });
}
