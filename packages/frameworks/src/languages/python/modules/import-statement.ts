import type { TokenCursor } from '../syntax/token-cursor.js';
import { type StatementBlock, bindInBlock, STAR_IMPORT } from './name-scope.js';

/** Reads an `import` or `from … import` and records the names that it binds. */
export function readImport(cursor: TokenCursor, block: StatementBlock): void {
  const { scanner } = cursor;
  const { start } = scanner;
  if (cursor.word() === 'from') {
    while (!cursor.endsStatement() && !scanner.is('name', 'import')) cursor.next();
  }
  cursor.next();
  let name = '';
  const settle = (): void => {
    if (name !== '') bindInBlock(block, name, { span: { start, end: scanner.start }, reason: 'imported' });
    name = '';
  };
  while (!cursor.endsStatement()) {
    const word = cursor.word();
    if (scanner.is('operator', ',')) settle();
    else if (scanner.is('operator', '*')) name = STAR_IMPORT;
    else if (word === 'as') name = '';
    else if (name === '') name = word;
    cursor.next();
  }
  settle();
}
