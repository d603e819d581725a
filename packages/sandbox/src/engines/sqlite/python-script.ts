import { execFile } from 'node:child_process';
import type { ProcessEnvironment } from '../../environment.js';
import { SandboxError } from '../../sandbox-error.js';

/** A virtual environment that is switched on comes first on PATH. */
const PYTHON_NAMES = process.platform === 'win32' ? ['python', 'py', 'python3'] : ['python3', 'python'];

/** What a script prints as JSON. Node 20 has no SQLite, Python always has. `-I` keeps the project's modules, its site-packages and PYTHONPATH out. */
export async function runPythonScript(
  script: string,
  args: readonly string[],
  env: ProcessEnvironment,
  timeoutMs: number,
): Promise<unknown> {
  for (const program of PYTHON_NAMES) {
    const said = await runProgram(program, ['-I', '-c', script, ...args], { env: { ...env }, timeout: timeoutMs, windowsHide: true });
    if (said.ended) return JSON.parse(said.output);
  }
  throw new SandboxError('no Python on the PATH can read an SQLite database', 'python3 --version');
}

interface ScriptOutput {
  readonly ended: boolean;
  readonly output: string;
}

function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly timeout: number; readonly windowsHide: true },
): Promise<ScriptOutput> {
  return new Promise(resolve => {
    execFile(program, args, { ...options, maxBuffer: 1 << 28 }, (error, output) => {
      resolve({ ended: error === null, output });
    });
  });
}
