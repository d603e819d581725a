import { once } from 'node:events';
import { createConnection, type NetConnectOpts } from 'node:net';

/** Whether a process listens at a socket or a port. */
export async function isListening(at: NetConnectOpts): Promise<boolean> {
  const connection = createConnection(at);
  try {
    await once(connection, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}
