import { errorCode } from '../../error-code.js';
import { SandboxError } from '../../sandbox-error.js';

/** Whether a session was refused because the server is still starting: no socket yet, nobody listening, or "the database system is starting up". */
export function isServerStarting(error: unknown): boolean {
  const code = error instanceof SandboxError ? errorCode(error.cause) : undefined;
  return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03'].includes(code ?? '');
}
