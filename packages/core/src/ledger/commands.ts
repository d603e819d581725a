import type { History } from '../model.js';
import { shellWord } from '../shell-word.js';

/** `python backend/manage.py migrate shop 0002_tax`, from the repository's top: the words in the place of those that join leaves. */
export function manage({ mergeCommand }: History, ...words: readonly string[]): string {
  return mergeCommand.replace(/makemigrations --merge\b.*$/s, () => words.map(shellWord).join(' '));
}

/** `cd backend && alembic -n pay upgrade ae1027a6acf`, or the same of Flask-Migrate. */
export function alembic({ mergeCommand }: History, ...words: readonly string[]): string {
  return mergeCommand.replace('merge heads', () => words.map(shellWord).join(' '));
}

/** Several commands as one line, each run from where the line is. */
export function inTurn(commands: readonly string[]): string {
  return commands.map(command => (commands.length > 1 && command.startsWith('cd ') ? `(${command})` : command)).join(' && ');
}
