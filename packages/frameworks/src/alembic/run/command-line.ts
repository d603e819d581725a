import { shellWord, type History } from '@oneleaf/core';

/** `cd backend && alembic -n pay upgrade ae1027a6acf`, or the same of Flask-Migrate. */
export function alembicCommandLine({ launch }: Pick<History, 'launch'>, ...words: readonly string[]): string {
  const { by, directory = 'migrations', folder = '', file, section } = launch ?? { by: 'alembic' };
  if (by === 'flask') {
    const option = directory === 'migrations' ? [] : ['--directory', directory];
    return ['flask', 'db', ...[...words, ...option].map(shellWord)].join(' ');
  }
  const options = [...(file === undefined ? [] : ['-c', file]), ...(section === undefined ? [] : ['-n', section])];
  const command = ['alembic', ...[...options, ...words].map(shellWord)].join(' ');
  return folder === '' ? command : `cd ${shellWord(folder)} && ${command}`;
}
