import { closeOnAbort } from './lifecycle/close-on-abort.js';
import { sweepRunFolders } from './lifecycle/run-folders.js';
import { providers } from './providers/index.js';
import { nativeProvider } from './providers/native/native-sandbox.js';
import { urlProvider } from './providers/url/existing-server.js';
import type { Sandbox } from './sandbox.js';
import { SandboxError } from './sandbox-error.js';
import type { SandboxOptions } from './sandbox-options.js';

/** The name of a provider, or `auto`: a server of our own, else the one that `url` names. */
export type ProviderChoice = string;

/** Opens a sandbox for throw-away databases. Rejects with a SandboxError that has a hint. */
export async function openSandbox(choice: ProviderChoice, options: SandboxOptions): Promise<Sandbox> {
  const { signal, env } = options;
  signal?.throwIfAborted();
  sweepRunFolders(env);
  const opening = choice === 'auto' ? openAutomatic(options) : openProvider(choice, options);
  return signal ? closeOnAbort(opening, signal) : opening;
}

function openProvider(choice: ProviderChoice, options: SandboxOptions): Promise<Sandbox> {
  const provider = providers.find(({ name }) => name === choice);
  if (provider) return provider.open(options);
  throw new SandboxError(`there is no provider ${choice}`, `use one of ${providers.map(({ name }) => name).join(', ')}`);
}

async function openAutomatic(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await nativeProvider.open(options);
  } catch (error) {
    // A folder of binaries that was configured and does not work is an error of its own.
    if (!(error instanceof SandboxError) || options.url === undefined || options.pgBin !== undefined) throw error;
    return urlProvider.open(options);
  }
}
