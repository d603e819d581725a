import { baseName, type StrayMigrations } from '@oneleaf/core';
import type { FileFacts } from '../../languages/python/values/file-facts.js';
import { isLoaded, mayBeMigration, revisionIn } from './locate-histories.js';

/** `ae1027a6acf0_add_tax.py`, with or without a date before it (config.file_template). */
const REVISION_NAME = /(?:^|[/_-])[0-9a-f]{12}(?:_[^/.]*)?\.py$/;

export const strays = {
  hasStrayName: path => (REVISION_NAME.test(path) && isLoaded(baseName(path)) && !mayBeMigration(path)) || isScriptTemplate(path),
  // A program may set the places at run time: then the template beside env.py is all that names tell.
  needsSearch: paths => paths.some(isScriptTemplate),
  word: 'down_revision',
  isMigration: (path, facts: FileFacts) => isLoaded(baseName(path)) && revisionIn(path, facts) !== undefined,
  needsMarker: false,
  isArchive: () => false,
} satisfies StrayMigrations;

function isScriptTemplate(path: string): boolean {
  return baseName(path) === 'script.py.mako';
}
