import type { Sandbox } from '../sandbox.js';

/** A sandbox that closes when the signal aborts, and whose answer from then on is the signal's reason; closing it twice is closing it once. */
export async function closeOnAbort(opening: Promise<Sandbox>, signal: AbortSignal): Promise<Sandbox> {
  const sandbox = await opening;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    signal.removeEventListener('abort', abort);
    return (closed ??= sandbox.close());
  };
  // The caller that opened it closes it, and gets the error.
  const abort = (): void => void close().catch(() => undefined);
  signal.addEventListener('abort', abort);
  if (signal.aborted) await close();
  signal.throwIfAborted();
  const unless = <T>(task: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    return task().catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  };
  return {
    ...sandbox,
    lease: async (purpose, from) => unless(() => sandbox.lease(purpose, from)),
    template: async (key, fill) => unless(() => sandbox.template(key, fill)),
    close,
  };
}
