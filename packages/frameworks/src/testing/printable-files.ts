import fc from 'fast-check';
import type { TreeFiles } from './oracle.js';

/** The same files, shown as a person would want to see them when they are a counterexample. */
export function printable(files: TreeFiles): TreeFiles {
  const shown = Object.entries(files).map(([path, text]) => `----- ${path}\n${text}`);
  return Object.defineProperty({ ...files }, fc.toStringMethod, { value: () => `\n${shown.join('\n')}\n` });
}
