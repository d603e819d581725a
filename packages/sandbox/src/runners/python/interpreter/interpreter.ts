import { dirname, join, resolve } from 'node:path';
import { SandboxError } from '../../../sandbox-error.js';
import { pythonIn, type InterpreterCandidate } from './candidate.js';
import { runChild } from '../child-process.js';
import type { ProcessEnvironment } from '../../../environment.js';
import { childEnvironment } from '../child-environment.js';
import { toolEnvironments } from './environment-tools.js';

/** How long a probe may take, in milliseconds: a cold start on a busy machine, not a minute more. */
const PROBE_TIMEOUT = 30_000;

/** Variables that name the folder of an environment; uv's is relative to the workspace. */
const environmentVariables = ['VIRTUAL_ENV', 'CONDA_PREFIX', 'UV_PROJECT_ENVIRONMENT'];

/** What environments beside a project are called. */
const environmentFolders = ['.venv', 'venv', 'env', '.conda'];

export interface InterpreterSearch {
  /** Where the framework's commands run, absolute. */
  readonly folder: string;
  /** The top of the repository, absolute: no environment is looked for above it. */
  readonly top: string;
  readonly env: ProcessEnvironment;
  /** Distributions that it must have. */
  readonly needs: readonly string[];
  /** What the configuration says: a program, or the folder of a virtual environment; relative to the top. */
  readonly configured?: string | undefined;
}

export interface Interpreter extends InterpreterCandidate {
  /** `3.11.7` */
  readonly version: string;
  /** Version by distribution, for those that were needed. */
  readonly packages: Readonly<Record<string, string>>;
  /** Likelier candidates that were not taken, each with the reason in words. */
  readonly passedOver: readonly string[];
}

/** The project's own Python: the first candidate that has what is needed. Scripts on PATH are never run: they may belong to another Python. */
export async function findInterpreter(wanted: InterpreterSearch): Promise<Interpreter> {
  const passedOver: string[] = [];
  for await (const candidate of candidates(wanted)) {
    const probed = await probeCandidate(candidate, wanted);
    if (typeof probed !== 'string') return { ...candidate, ...probed, passedOver };
    passedOver.push(`${candidate.program} (${candidate.because}) ${probed}`);
    if (wanted.configured !== undefined) break;
  }
  const tried = passedOver.length === 0 ? '' : `: ${passedOver.join('; ')}`;
  throw new SandboxError(
    `no Python here has ${wanted.needs.join(' and ')}${tried}`,
    `python3 -m venv .venv && .venv/bin/pip install ${wanted.needs.join(' ')}`,
  );
}

async function* candidates({ folder, top, env, configured }: InterpreterSearch): AsyncGenerator<InterpreterCandidate> {
  if (configured !== undefined) {
    const place = resolve(top, configured);
    yield { program: pythonIn(place) ?? place, because: 'the configuration names it' };
    return;
  }
  const folders = foldersUp(folder, top);
  const active = environmentVariables.flatMap(name => [{ because: name, place: env[name] ?? '' }]).filter(({ place }) => place !== '');
  const beside = folders.flatMap(outer => environmentFolders.map(name => ({ because: `${name} in ${outer}`, place: join(outer, name) })));
  for (const { because, place } of [...active, ...beside]) {
    const program = pythonIn(resolve(top, place));
    if (program !== undefined) yield { program, because };
  }
  yield* toolEnvironments(folders, env);
  yield { program: 'python3', because: 'PATH' };
}

/** The project's folder and those around it, up to the top: a workspace's environment lies at its root. */
function foldersUp(folder: string, top: string): readonly string[] {
  const here = resolve(folder);
  const outer = dirname(here);
  return here === resolve(top) || outer === here ? [here] : [here, ...foldersUp(outer, top)];
}

// importlib.metadata reads what is installed without importing any of it.
const PROBE_SCRIPT = `
import importlib.metadata, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps({"program": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3], "packages": found}))
`;

type ProbeResult = Pick<Interpreter, 'program' | 'version' | 'packages'>;

/** What a candidate says of itself, or why it cannot be taken. */
async function probeCandidate({ program }: InterpreterCandidate, { folder, env, needs }: InterpreterSearch): Promise<ProbeResult | string> {
  const ended = await runChild({
    program,
    args: ['-c', PROBE_SCRIPT, ...needs],
    cwd: folder,
    env: childEnvironment(env),
    timeoutMs: PROBE_TIMEOUT,
  }).catch((error: unknown) => {
    if (error instanceof SandboxError) return undefined;
    throw error;
  });
  if (ended === undefined) return 'cannot be started';
  const said = ended.code === 0 ? parseProbe(ended.output) : undefined;
  if (said === undefined) return `does not answer: ${ended.output.trim().split('\n').at(-1) ?? ''}`;
  const missing = needs.filter(name => said.packages[name] === undefined);
  return missing.length === 0 ? said : `has no ${missing.join(' and no ')}`;
}

function parseProbe(output: string): ProbeResult | undefined {
  const line = output.trim().split('\n').at(-1) ?? '';
  const said: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  return isProbeResult(said) ? said : undefined;
}

function isProbeResult(said: unknown): said is ProbeResult {
  return typeof said === 'object' && said !== null && 'program' in said && 'version' in said && 'packages' in said;
}
