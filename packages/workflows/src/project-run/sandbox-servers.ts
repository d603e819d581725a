import type { Sandbox } from '@oneleaf/sandbox';
import type { DeclaredDocker, DeclaredProject } from '../configuration/project-declaration.js';
import type { SandboxRequest } from './sandbox-request.js';
import type { FoundProject } from './projects.js';

/** What all servers of one command share. */
export interface ServerContext {
  readonly request: SandboxRequest;
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** The server that a project wants. */
export interface ServerRequest {
  readonly provider: string;
  readonly major?: number;
  readonly docker?: DeclaredDocker;
  /** That its migrations expect. */
  readonly roles?: readonly string[];
}

/**
 * The servers of one command, one for all projects with equal requests. Roles are part of a request, because every database of a server
 * sees them.
 */
export class SandboxServers {
  readonly #open = new Map<string, Promise<Sandbox>>();
  readonly #tcp: boolean;

  constructor(
    readonly around: ServerContext,
    projects: readonly FoundProject[],
  ) {
    this.#tcp = projects.some(({ declared }) => namesAddress(declared));
  }

  open(wanted: ServerRequest): Promise<Sandbox> {
    const key = JSON.stringify(wanted);
    const known = this.#open.get(key);
    if (known) return known;
    const opened = this.#start(wanted);
    this.#open.set(key, opened);
    return opened;
  }

  /** Resolves when all servers are removed; rejects with the first failure. */
  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    const closed = await Promise.allSettled(opened.flatMap(one => (one.status === 'fulfilled' ? [one.value.close()] : [])));
    for (const one of closed) if (one.status === 'rejected') throw one.reason;
  }

  async #start({ provider, major, docker, roles = [] }: ServerRequest): Promise<Sandbox> {
    const { request, top, env, signal } = this.around;
    const { openSandbox } = await import('@oneleaf/sandbox');
    const url = request.url ?? env['TEST_DATABASE_URL'];
    return openSandbox(provider, {
      project: top,
      env,
      allowRemote: request.allowRemote,
      tcp: this.#tcp,
      roles,
      ...(request.pgBin !== undefined && { pgBin: request.pgBin }),
      ...(major !== undefined && { major }),
      ...(docker !== undefined && { docker }),
      ...(url !== undefined && { url }),
      ...(signal && { signal }),
    });
  }
}

/** Whether the project builds its own address, which a socket may not fit. */
function namesAddress({ env = {}, x = [] }: Partial<DeclaredProject>): boolean {
  return [...Object.values(env), ...x].some(value => /\{\w+\}/.test(value));
}
