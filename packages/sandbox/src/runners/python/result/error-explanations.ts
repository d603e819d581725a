import { EngineMismatchError, SandboxError } from '../../../sandbox-error.js';
import { engineNamed, engines } from '../../../engines/index.js';
import { projectText, runnerOf, runners } from '../../index.js';
import type { KnownError } from '../../../known-error.js';
import { pythonErrors } from './python-errors.js';
import type { PythonError } from './runner-messages.js';
import type { RunnerProject } from '../runner-project.js';

type ErrorExplanation = Pick<KnownError, 'reason' | 'hint'>;

/** The first that matches explains an error. */
const knownErrors: readonly KnownError[] = [...[...runners, ...engines].flatMap(({ errors }) => errors), ...pythonErrors];

/** The meaning of an error and what fixes it; undefined for an unknown error. */
export function explainError({ type, message }: PythonError): ErrorExplanation | undefined {
  const text = `${type}: ${message}`;
  for (const { pattern, reason, hint } of knownErrors) {
    const match = pattern.exec(text);
    if (match) return { reason: fillGroups(reason, match), hint: fillGroups(hint, match) };
  }
  return undefined;
}

function fillGroups(words: string, match: RegExpExecArray): string {
  return words.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
}

/** The project did not come as far as its migrations. */
export function projectStartError(error: PythonError, project: RunnerProject): SandboxError {
  const text = `${error.type}: ${error.message}${error.at === undefined ? '' : ` (${error.at})`}`;
  const found = explainError(error);
  const subject = `${projectText(project)} did not start`;
  const python = `${project.interpreter.program} -m ${runnerOf(project).versionModule} --version`;
  return new SandboxError(`${subject}: ${found === undefined ? text : `${found.reason}\n${text}`}`, found?.hint ?? python);
}

export function foreignConnectionError(
  { where, engine }: { readonly where: string; readonly engine?: string },
  project: RunnerProject,
): SandboxError {
  const subject = `${projectText(project)} tries to connect to ${where}`;
  if (engine !== undefined) {
    const message = `${subject}, a database of another kind than the throw-away one; the connection was refused`;
    return new EngineMismatchError(message, engineHint(engine), engine);
  }
  return new SandboxError(
    `${subject}, which is not the throw-away database; the connection was refused`,
    'let it read the address from a variable and set that to {url}, or allow connections to be redirected',
  );
}

function engineHint(name: string): string {
  if (engineNamed(name)?.files) return `--provider ${name}`;
  return `let it use ${engines.map(({ title }) => title).join(' or ')}`;
}

export function unusedDatabaseError(project: RunnerProject): SandboxError {
  return new SandboxError(
    `${projectText(project)} ran without ever connecting to the throw-away database: nothing is proved`,
    'make sure that env.py connects through SQLAlchemy when it runs online',
  );
}
