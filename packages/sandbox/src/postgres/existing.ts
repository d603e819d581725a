import { Keeper } from '../keeper.js';
import type { Limits, Sandbox } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { Environment } from '../environment.js';
import { isLocal, placeOf, readAddress } from './address.js';
import { collect } from './collect.js';
import { postgresSandbox } from './postgres-sandbox.js';
import { Session } from './session.js';

export interface Existing {
  readonly url: string;
  /** A server that is not on this machine is refused otherwise. */
  readonly allowRemote: boolean;
  readonly limits: Limits;
  readonly major?: number;
  readonly env: Environment;
}

/** Databases of our own on a server that is there already. Nothing else on it is read, changed or dropped. */
export async function existingServer({ url, allowRemote, limits, major, env }: Existing): Promise<Sandbox> {
  const address = readAddress(url);
  if (!allowRemote && !isLocal(address)) {
    const message = `the server at ${placeOf(address)} is not on this machine, and its databases may be real`;
    throw new SandboxError(message, 'use a server on localhost, or allow this one with --allow-remote');
  }
  const session = await Session.open(address);
  const keeper = new Keeper(env);
  try {
    await collect(session);
    return await postgresSandbox({
      session,
      limits,
      ...(major && { major }),
      place: `at ${placeOf(address)}`,
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
