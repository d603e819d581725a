import { EngineMismatchError, SandboxError } from '../../../sandbox-error.js';
import { alembicErrors } from '../../alembic/alembic-errors.js';
import { engineNamed, engines } from '../../../engines/index.js';
import { djangoErrors } from '../../django/django-errors.js';
import type { KnownError } from '../../../known-error.js';
import { pythonErrors } from './python-errors.js';
import type { PythonError } from './runner-messages.js';
import type { RunnerProject } from '../runner-project.js';

type ErrorExplanation = Pick<KnownError, 'reason' | 'hint'>;

/** The first that matches explains an error. */
const knownErrors: readonly KnownError[] = [...djangoErrors, ...alembicErrors, ...engines.flatMap(({ errors }) => errors), ...pythonErrors];

/** What an error means and what mends it; nothing where it is not known. */
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

const projectNouns: Readonly<Record<string, string>> = {
  django: 'the Django project',
  alembic: 'the Alembic environment',
  'flask-migrate': 'the Flask application',
};

function nounOf({ framework }: RunnerProject): string {
  return projectNouns[framework] ?? 'the project';
}

/** The project did not come as far as its migrations. */
export function projectStartError(error: PythonError, project: RunnerProject): SandboxError {
  const said = `${error.type}: ${error.message}${error.at === undefined ? '' : ` (${error.at})`}`;
  const found = explainError(error);
  const subject = `${nounOf(project)} in ${project.folder} did not start`;
  const python = `${project.interpreter.program} -m ${project.framework === 'django' ? 'django' : 'alembic'} --version`;
  return new SandboxError(`${subject}: ${found === undefined ? said : `${found.reason}\n${said}`}`, found?.hint ?? python);
}

export function foreignConnectionError(
  { where, engine }: { readonly where: string; readonly engine?: string },
  project: RunnerProject,
): SandboxError {
  const subject = `${nounOf(project)} in ${project.folder} wants to connect to ${where}`;
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
    `${nounOf(project)} in ${project.folder} ran without ever connecting to the throw-away database: nothing is proved`,
    'see that env.py connects through SQLAlchemy when it runs online',
  );
}
