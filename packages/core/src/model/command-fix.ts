import type { Fix } from './finding.js';
import { shellWord } from './shell-word.js';

/** A command line for a POSIX shell. */
export function joinWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** A fix that one command makes, quoted for a POSIX shell. */
export function commandFix(title: string, words: readonly string[]): Fix {
  return { title, command: joinWords(words), arguments: words };
}
