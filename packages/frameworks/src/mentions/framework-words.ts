import type { PythonToken } from './python-token.js';

const djangoCommands: ReadonlySet<string> = new Set(['migrate', 'sqlmigrate', 'squashmigrations']);
const frameworkWords: Readonly<Record<string, RegExp>> = {
  django: /migrat/i,
  alembic: /migrat|alembic|revision|upgrade|downgrade|stamp|version_num|^(?:down_)?rev$|^command$/i,
};

/** Whether it is one of Django's commands that take an app and a migration. */
export function isDjangoCommand(word: string): boolean {
  return djangoCommands.has(word);
}

/** The frameworks of whose migrations a statement speaks, by the names in it. */
export function frameworksMentioned(tokens: readonly PythonToken[]): ReadonlySet<string> {
  const frameworks = Object.entries(frameworkWords).filter(([, pattern]) =>
    tokens.some(({ kind, source }) => kind === 'name' && pattern.test(source)),
  );
  const commanded = tokens.some(({ kind, source }) => kind === 'string' && isDjangoCommand(source.slice(1, -1)));
  return new Set([...frameworks.map(([framework]) => framework), ...(commanded ? ['django'] : [])]);
}
