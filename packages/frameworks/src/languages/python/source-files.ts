import { baseName } from '@oneleaf/core';

/** What Python frameworks make of file names. */
export const sourceFiles = {
  isSource: (path: string): boolean => path.endsWith('.py'),
  isFolderMarker: (name: string): boolean => name === '__init__.py',
  stem: (path: string): string => baseName(path).replace(/\.py$/, ''),
};
