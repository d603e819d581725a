import { EngineMismatchError, SandboxError } from '@oneleaf/sandbox/error';
import type { Interpreter, RunnerProject, Sandbox } from '@oneleaf/sandbox';
import { join } from 'node:path';
import type { FoundProject } from './projects.js';
import { runnableProject } from './runnable-project.js';
import type { SandboxRequest } from './sandbox-request.js';
import type { SandboxServers, ServerRequest } from './sandbox-servers.js';

/** A project with a sandbox that it has been seen to use. */
export interface ChosenSandbox {
  readonly project: RunnerProject;
  readonly interpreter: Interpreter;
  readonly sandbox: Sandbox;
  /** What does not keep it from an answer and may make it another one. */
  readonly warnings: readonly string[];
}

/** Finds a project's Python and its sandbox: the chosen one, or the kind that the project's settings use. */
export async function chooseSandbox(found: FoundProject, servers: SandboxServers): Promise<ChosenSandbox> {
  const { request, ...around } = servers.around;
  const wanted = serverRequest(found, request);
  const { provider } = wanted;
  const [opened, interpreter] = await Promise.all([attempt(servers.open(wanted)), interpreterOf(found, servers)]);
  const project = runnableProject(found, { ...around, interpreter });
  const { sandbox, warnings } =
    provider === 'auto' ? await chooseEngine(project, opened, servers) : await preflight(project, valueOrThrow(opened));
  return { project, interpreter, sandbox, warnings };
}

/** Options of this run come before the configuration of the project. */
function serverRequest({ declared }: FoundProject, request: SandboxRequest): ServerRequest {
  const provider = request.provider ?? declared.provider ?? (declared.docker ? 'docker' : 'auto');
  const major = request.postgres ?? declared.postgres;
  const docker = request.docker ?? declared.docker;
  return {
    provider,
    ...(major !== undefined && { major }),
    ...(provider === 'docker' && docker && { docker }),
    ...(declared.roles && { roles: [...declared.roles].sort() }),
  };
}

/** An engine without a server for a project that uses one: there may be no server at hand, and no need for one. */
async function chooseEngine(project: RunnerProject, opened: AttemptOutcome<Sandbox>, servers: SandboxServers): Promise<PreflightResult> {
  const { engineNamed } = await import('@oneleaf/sandbox');
  const first = 'error' in opened ? await openServerless(servers, opened.error) : opened.value;
  const tried = await attempt(preflight(project, first));
  const own = engineNamed(engineIn(tried) ?? '');
  if (own?.files !== undefined && own !== first.engine) return preflight(project, await servers.open({ provider: own.name }));
  if (own?.files === undefined && 'error' in opened) throw opened.error;
  return valueOrThrow(tried);
}

/** A sandbox of the first engine that needs no server; throws the reason for looking for one where there is none. */
async function openServerless(servers: SandboxServers, reason: SandboxError): Promise<Sandbox> {
  const { engines } = await import('@oneleaf/sandbox');
  const engine = engines.find(({ files }) => files !== undefined);
  if (engine === undefined) throw reason;
  return servers.open({ provider: engine.name });
}

/** The engine that the project's own settings name. */
function engineIn(tried: AttemptOutcome<PreflightResult>): string | undefined {
  if ('value' in tried) return tried.value.engines['default'];
  return tried.error instanceof EngineMismatchError ? tried.error.engine : undefined;
}

async function interpreterOf({ folder, run, launch, declared }: FoundProject, servers: SandboxServers): Promise<Interpreter> {
  const { findInterpreter } = await import('@oneleaf/sandbox');
  const { top, env, request } = servers.around;
  return findInterpreter({
    folder: join(top, folder),
    top,
    env,
    needs: run.requiredPackages(launch),
    configured: request.python ?? declared.python,
  });
}

type PreflightResult = Pick<ChosenSandbox, 'sandbox' | 'warnings'> & { readonly engines: Readonly<Record<string, string>> };

/** The project connects once, and changes nothing. */
async function preflight(project: RunnerProject, sandbox: Sandbox): Promise<PreflightResult> {
  const { runnerVerbs } = await import('@oneleaf/sandbox');
  const lease = await sandbox.lease('preflight');
  try {
    return { sandbox, ...(await runnerVerbs(project, lease).preflight()) };
  } finally {
    await lease.drop();
  }
}

type AttemptOutcome<T> = { readonly value: T } | { readonly error: SandboxError };

/** The result, or the reason why no verdict is possible. Rejects with any other error. */
async function attempt<T>(begun: Promise<T>): Promise<AttemptOutcome<T>> {
  try {
    return { value: await begun };
  } catch (error) {
    if (error instanceof SandboxError) return { error };
    throw error;
  }
}

function valueOrThrow<T>(attempted: AttemptOutcome<T>): T {
  if ('error' in attempted) throw attempted.error;
  return attempted.value;
}
