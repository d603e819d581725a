import { Keeper } from '../../lifecycle/keeper.js';
import type { Sandbox } from '../../sandbox.js';
import { limitsOf, type SandboxOptions } from '../../sandbox-options.js';
import type { Provider } from '../provider.js';
import { SandboxError } from '../../sandbox-error.js';
import { isLocal, addressLabel, parseAddress } from '../../engines/postgresql/address.js';
import { dropAbandonedDatabases } from '../../engines/postgresql/abandoned-databases.js';
import { postgresSandbox } from '../../engines/postgresql/postgres-sandbox.js';
import { PostgresSession } from '../../engines/postgresql/session.js';

export const urlProvider: Provider = { name: 'url', open: existingServerSandbox };

/** Databases of our own on a server that is there already. Nothing else on it is read, changed or dropped. */
async function existingServerSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { url, allowRemote = false, env, major } = options;
  if (url === undefined) throw new SandboxError('no server is given', 'give its URL: postgresql://USER:PASSWORD@localhost:5432/postgres');
  const address = parseAddress(url);
  if (!allowRemote && !isLocal(address)) {
    const message = `the server at ${addressLabel(address)} is not on this machine, and its databases may be real`;
    throw new SandboxError(message, 'use a server on localhost, or allow this one with --allow-remote');
  }
  const session = await PostgresSession.open(address);
  const keeper = new Keeper(env);
  try {
    await dropAbandonedDatabases(session);
    return await postgresSandbox({
      session,
      limits: limitsOf(options),
      ...(major && { major }),
      location: `at ${addressLabel(address)}`,
      ...(address.host.startsWith('/') ? {} : { tcp: address }),
      guard: {
        promise: (name, promised) => keeper.ask({ ask: 'promise', name, promised }),
        kept: async name => (keeper.lost ? undefined : keeper.ask({ ask: 'kept', name })),
      },
      close: () => keeper.close(),
    });
  } catch (error) {
    await session.close();
    await keeper.close();
    throw error;
  }
}
