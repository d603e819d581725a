import type { Fix } from './finding.js';
import { shellWord } from './shell-word.js';

/** A fix that one command makes, quoted for a POSIX shell. */
export function commandFix(title: string, words: readonly string[]): Fix {
  return { title, command: words.map(shellWord).join(' '), arguments: words };
}
