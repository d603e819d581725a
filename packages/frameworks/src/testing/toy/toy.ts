import type { Framework } from '@oneleaf/core';
import { doesNothing, extract, interpret, linkFacts, unreadable } from './read.js';
import { isLoaded, locate, mayBeMigration, stem } from './recognise.js';
import { workspaceNames } from './workspace-names.js';
import { draft, rename, respell } from './write.js';

/** A framework of specs: its migrations are `migrations/002.toy`, and the first line names the numbers of the parents. Oneleaf can neither run it nor read its record. */
export const toy: Framework = {
  name: 'toy',
  version: 1,
  recognise: {
    mayBeMigration,
    isLoaded,
    isSource: mayBeMigration,
    isFolderMarker: () => false,
    isSupport: () => false,
    isUsualFolder: folder => /(?:^|\/)migrations$/.test(folder),
    stem,
    startsHistory: mayBeMigration,
    isConfiguration: () => false,
    configure: () => undefined,
    configurationError: () => undefined,
    configuredFolders: () => [],
    locate,
    hintsAtProject: () => false,
    projectsWithoutMigrations: () => [],
  },
  read: { extract, unreadable, linkFacts, interpret, doesNothing, operations: () => 'opaque', styleFacts: () => ({}), summary: () => '' },
  write: { isTemplate: () => false, draft, rename, respell },
  markers: [],
  names: workspaceNames,
  wording: { history: 'toy folder', migration: (_history, literal) => literal },
};
