import { OtherEngine, SandboxError } from '@oneleaf/sandbox/error';
import type { Interpreter, Project, Sandbox } from '@oneleaf/sandbox';
import { join } from 'node:path';
import type { FoundProject } from './projects.js';
import { NEEDS, runnable } from './runnable.js';
import type { Sandboxing } from './options.js';
import type { Servers, Wanted } from './servers.js';

/** A project with a sandbox that it has been seen to use. */
export interface Suited {
  readonly project: Project;
  readonly interpreter: Interpreter;
  readonly sandbox: Sandbox;
  /** What does not keep it from an answer and may make it another one. */
  readonly warnings: readonly string[];
}

/** Finds a project's Python, and a sandbox of the kind that its own settings ask for unless somebody has chosen one. */
export async function suit(found: FoundProject, servers: Servers): Promise<Suited> {
  const { asked, ...around } = servers.around;
  const wanted = wantedBy(found, asked);
  const { provider } = wanted;
  const [opened, interpreter] = await Promise.all([attempt(servers.open(wanted)), interpreterOf(found, servers)]);
  const project = runnable(found, { ...around, interpreter });
  const { sandbox, warnings } = provider === 'auto' ? await usual(project, opened, servers) : await seen(project, held(opened));
  return { project, interpreter, sandbox, warnings };
}

/** What somebody has chosen for this run weighs more than what the project's declaration says. */
function wantedBy({ declared }: FoundProject, asked: Sandboxing): Wanted {
  const provider = asked.provider ?? declared.provider ?? (declared.docker ? 'docker' : 'auto');
  const major = asked.postgres ?? declared.postgres;
  const docker = asked.docker ?? declared.docker;
  return {
    provider,
    ...(major !== undefined && { major }),
    ...(provider === 'docker' && docker && { docker }),
    ...(declared.roles && { roles: [...declared.roles].sort() }),
  };
}

/** SQLite for a project that uses it: it may have no PostgreSQL at hand and need none. */
async function usual(project: Project, opened: Attempt<Sandbox>, servers: Servers): Promise<Seen> {
  const lite = (): Promise<Sandbox> => servers.open({ provider: 'sqlite' });
  const first = 'error' in opened ? await lite() : opened.value;
  const tried = await attempt(seen(project, first));
  if (engineIn(tried) !== 'sqlite') {
    if ('error' in opened) throw opened.error;
    return held(tried);
  }
  return first.kind === 'sqlite' ? held(tried) : seen(project, await lite());
}

/** What the project would use by itself, where it says so. */
function engineIn(tried: Attempt<Seen>): string | undefined {
  if ('value' in tried) return tried.value.engines['default'];
  return tried.error instanceof OtherEngine ? tried.error.engine : undefined;
}

async function interpreterOf({ folder, framework, declared }: FoundProject, servers: Servers): Promise<Interpreter> {
  const { findInterpreter } = await import('@oneleaf/sandbox');
  const { top, env, asked } = servers.around;
  return findInterpreter({ folder: join(top, folder), top, env, needs: NEEDS[framework], configured: asked.python ?? declared.python });
}

type Seen = Pick<Suited, 'sandbox' | 'warnings'> & { readonly engines: Readonly<Record<string, string>> };

/** The project connects once, and changes nothing. */
async function seen(project: Project, sandbox: Sandbox): Promise<Seen> {
  const { verbs } = await import('@oneleaf/sandbox');
  const lease = await sandbox.lease('preflight');
  try {
    return { sandbox, ...(await verbs(project, lease).preflight()) };
  } finally {
    await lease.drop();
  }
}

type Attempt<T> = { readonly value: T } | { readonly error: SandboxError };

/** What comes of something, or why no verdict is possible; whatever else goes wrong rejects. */
async function attempt<T>(begun: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await begun };
  } catch (error) {
    if (error instanceof SandboxError) return { error };
    throw error;
  }
}

function held<T>(attempted: Attempt<T>): T {
  if ('error' in attempted) throw attempted.error;
  return attempted.value;
}
