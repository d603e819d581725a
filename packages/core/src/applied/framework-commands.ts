import type { History } from '../adapter/framework.js';
import { shellWord } from '../model/shell-word.js';

/** `python backend/manage.py migrate shop 0002_tax`, from the repository's top. */
export function manageCommandLine({ launch }: Pick<History, 'launch'>, ...words: readonly string[]): string {
  const program = (launch.by === 'manage.py' ? launch.manage : undefined) ?? 'manage.py';
  return ['python', ...[program, ...words].map(shellWord)].join(' ');
}

/** `cd backend && alembic -n pay upgrade ae1027a6acf`, or the same of Flask-Migrate. */
export function alembicCommandLine({ launch }: Pick<History, 'launch'>, ...words: readonly string[]): string {
  if (launch.by === 'flask') {
    const directory = launch.directory === 'migrations' ? [] : ['--directory', launch.directory];
    return ['flask', 'db', ...[...words, ...directory].map(shellWord)].join(' ');
  }
  const { folder = '', file, section } = launch.by === 'alembic' ? launch : {};
  const options = [...(file === undefined ? [] : ['-c', file]), ...(section === undefined ? [] : ['-n', section])];
  const command = ['alembic', ...[...options, ...words].map(shellWord)].join(' ');
  return folder === '' ? command : `cd ${shellWord(folder)} && ${command}`;
}

/** Several commands as one line, each run from where the line is. */
export function joinCommands(commands: readonly string[]): string {
  return commands.map(command => (commands.length > 1 && command.startsWith('cd ') ? `(${command})` : command)).join(' && ');
}
