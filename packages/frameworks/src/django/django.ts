import type { Framework } from '@oneleaf/core';
import { sourceFiles } from '../languages/python/source-files.js';
import { djangoMarkers } from './markers/markers.js';
import { isConfiguration, configure } from './recognise/configuration.js';
import { draft } from './write/draft.js';
import { linkFacts } from '../languages/python/values/link-facts.js';
import { unreadableFacts } from '../languages/python/values/module-facts.js';
import { extract } from './read/extract-facts.js';
import { interpret } from './read/interpret-facts.js';
import { isSupport, isUsualFolder, startsHistory, mayBeMigration, isLoaded, locate } from './recognise/locate-histories.js';
import { strays } from './recognise/stray-migrations.js';
import { workspaceNames } from './recognise/workspace-names.js';
import { configuredFolders } from './recognise/migration-modules.js';
import { migrationName } from './write/migration-name.js';
import { respell } from './write/respell-references.js';
import { hintsAtProject, projectsWithoutMigrations } from './recognise/projects-without-migrations.js';
import { doesNothing } from './read/empty-migration.js';
import { operations, summary } from './read/operations.js';
import { styleFacts } from './read/style-facts.js';
import { mentionRules } from './mention-rules.js';
import { record } from './record/record.js';
import { run } from './run/run.js';

export const django = {
  name: 'django',
  version: 10,
  recognise: {
    ...sourceFiles,
    isSupport,
    isUsualFolder,
    mayBeMigration,
    isLoaded,
    startsHistory,
    isConfiguration,
    configure,
    configurationError: () => undefined,
    configuredFolders,
    locate,
    strays,
    hintsAtProject,
    projectsWithoutMigrations,
  },
  read: { extract, unreadable: unreadableFacts, linkFacts, interpret, doesNothing, operations, styleFacts, summary },
  write: { isTemplate: () => false, draft, rename: migrationName, respell },
  record,
  run,
  names: workspaceNames,
  markers: djangoMarkers,
  mentions: mentionRules,
  wording: {
    history: 'Django app with migrations',
    migration: ({ label }, literal) => `${label}.${literal}`,
  },
} satisfies Framework;
