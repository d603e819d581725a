import type { ModuleOutline } from './module-outline.js';
import { parseExpression } from '../syntax/parser.js';
import { Scanner } from '../syntax/scanner.js';

/** The first line that says something of the docstring of a module, or of the class whose body begins at `start`; empty without one. */
export function docstringLine({ text }: ModuleOutline, start = 0): string {
  const scanner = new Scanner(text, start, text.length, false);
  while (scanner.next() === 'newline') continue;
  if (scanner.kind !== 'string') return '';
  const found = parseExpression(text, { start: scanner.start, end: scanner.end });
  const lines = found.kind === 'string' ? found.text.split(/\r\n|\r|\n/).map(line => line.trim()) : [];
  return lines.find(line => line !== '') ?? '';
}
