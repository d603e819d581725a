import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SandboxError } from '../../../sandbox-error.js';
import type { InterpreterCandidate } from './candidate.js';
import { runChild } from '../child-process.js';
import type { ProcessEnvironment } from '../../../environment.js';
import { childEnvironment } from '../child-environment.js';

/** Milliseconds that a tool may take to name its environment. */
const TOOL_TIMEOUT = 30_000;

/** A tool with environments outside of the project, and the command that names one without creating or changing it. */
interface EnvironmentTool {
  readonly name: string;
  /** Files that show that a folder belongs to the tool, with a text in each. */
  readonly markerFiles: readonly (readonly [file: string, text: string])[];
  readonly args: readonly string[];
}

// uv, and pdm by default, keep a .venv in the project. The command of uv would create one.
const environmentTools: readonly EnvironmentTool[] = [
  {
    name: 'poetry',
    markerFiles: [
      ['poetry.lock', ''],
      ['pyproject.toml', 'poetry'],
    ],
    args: ['env', 'info', '--executable'],
  },
  { name: 'pipenv', markerFiles: [['Pipfile', '']], args: ['--py'] },
];

/** The environments that a project's tools keep elsewhere; `folders`: the project's and those around it. */
export async function* toolEnvironments(folders: readonly string[], env: ProcessEnvironment): AsyncGenerator<InterpreterCandidate> {
  for (const folder of folders) {
    for (const tool of environmentTools) {
      const program = isToolFolder(tool, folder) ? await toolProgram(tool, folder, env) : undefined;
      if (program !== undefined) yield { program, because: `${tool.name} ${tool.args.join(' ')} in ${folder}` };
    }
    const note = join(folder, '.pdm-python');
    if (existsSync(note)) yield { program: readFileSync(note, 'utf8').trim(), because: `.pdm-python in ${folder}` };
  }
}

/** A lock need not be committed: libraries ignore theirs. */
function isToolFolder({ markerFiles }: EnvironmentTool, folder: string): boolean {
  return markerFiles.some(([file, text]) => existsSync(join(folder, file)) && readFileSync(join(folder, file), 'utf8').includes(text));
}

/** The path that a tool prints among its warnings; undefined when it is not installed or has no environment for the project. */
async function toolProgram({ name, args }: EnvironmentTool, folder: string, env: ProcessEnvironment): Promise<string | undefined> {
  try {
    const { output } = await runChild({ program: name, args, cwd: folder, env: childEnvironment(env), timeoutMs: TOOL_TIMEOUT });
    return output
      .split('\n')
      .find(line => isAbsolute(line) && existsSync(line.trim()))
      ?.trim();
  } catch (error) {
    if (error instanceof SandboxError) return undefined;
    throw error;
  }
}
