import { shellWord, type History } from '@oneleaf/core';

/** `python backend/manage.py migrate shop 0002_tax`, from the repository's top. */
export function manageCommandLine({ launch }: Pick<History, 'launch'>, ...words: readonly string[]): string {
  return ['python', ...[launch?.['manage'] ?? 'manage.py', ...words].map(shellWord)].join(' ');
}
