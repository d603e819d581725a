/** A word as a POSIX shell reads it: whatever a repository may smuggle into names stays one argument. */
export function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
