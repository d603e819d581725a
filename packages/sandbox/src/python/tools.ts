import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SandboxError } from '../sandbox-error.js';
import type { Candidate } from './candidate.js';
import { run } from './child.js';
import type { Environment } from '../environment.js';
import { childEnvironment } from './child-environment.js';

/** How long a tool may take to say where its environment is, in milliseconds. */
const PATIENCE = 30_000;

/** A tool that keeps environments outside the project, and how it is asked for one without making or changing it. */
interface Tool {
  readonly name: string;
  /** Files by any of which a folder is seen to be the tool's, each with what stands in it. */
  readonly marks: readonly (readonly [file: string, text: string])[];
  readonly args: readonly string[];
}

// uv and, unless told otherwise, pdm keep a .venv in the project; asked for it, uv would make one.
const tools: readonly Tool[] = [
  {
    name: 'poetry',
    marks: [
      ['poetry.lock', ''],
      ['pyproject.toml', 'poetry'],
    ],
    args: ['env', 'info', '--executable'],
  },
  { name: 'pipenv', marks: [['Pipfile', '']], args: ['--py'] },
];

/** The environments that a project's tools keep elsewhere; `folders`: the project's and those around it. */
export async function* askTools(folders: readonly string[], env: Environment): AsyncGenerator<Candidate> {
  for (const folder of folders) {
    for (const tool of tools) {
      const program = isMarked(tool, folder) ? await answer(tool, folder, env) : undefined;
      if (program !== undefined) yield { program, because: `${tool.name} ${tool.args.join(' ')} in ${folder}` };
    }
    const note = join(folder, '.pdm-python');
    if (existsSync(note)) yield { program: readFileSync(note, 'utf8').trim(), because: `.pdm-python in ${folder}` };
  }
}

/** A lock need not be committed: libraries ignore theirs. */
function isMarked({ marks }: Tool, folder: string): boolean {
  return marks.some(([file, text]) => existsSync(join(folder, file)) && readFileSync(join(folder, file), 'utf8').includes(text));
}

/** The path that a tool prints among its warnings; undefined when it is not installed or has no environment for the project. */
async function answer({ name, args }: Tool, folder: string, env: Environment): Promise<string | undefined> {
  try {
    const { output } = await run({ program: name, args, cwd: folder, env: childEnvironment(env), timeoutMs: PATIENCE });
    return output
      .split('\n')
      .find(line => isAbsolute(line) && existsSync(line.trim()))
      ?.trim();
  } catch (error) {
    if (error instanceof SandboxError) return undefined;
    throw error;
  }
}
