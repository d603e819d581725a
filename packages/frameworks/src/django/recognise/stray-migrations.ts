import { folderOf, joinPath, type StrayMigrations } from '@oneleaf/core';
import type { FileFacts } from '../../languages/python/values/file-facts.js';
import { isDjangoMigration, mayBeMigration } from './locate-histories.js';

/** Tests of tools for migrations keep folders of broken ones. */
const FIXTURES = /(?:^|\/)(?:tests?|testing|fixtures|test_[^/]*)\//;

export const strays = {
  hasStrayName: path => /(?:^|\/)\d{4}_[^/.]*\.py$/.test(path) && !mayBeMigration(path) && !FIXTURES.test(path),
  needsSearch: () => false,
  word: 'Migration',
  isMigration: (path, facts: FileFacts) => isDjangoMigration(path, facts),
  needsMarker: true,
  // Where the app has its usual folder, other ones are copies.
  isArchive: (folder, has) => has(joinPath(joinPath(folderOf(folder), 'migrations'), '__init__.py')),
} satisfies StrayMigrations;
