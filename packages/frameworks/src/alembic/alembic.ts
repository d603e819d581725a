import type { Framework } from '@oneleaf/core';
import { sourceFiles } from '../languages/python/source-files.js';
import { draft } from './write/draft.js';
import { isConfiguration, configure, configurationError } from './recognise/configuration.js';
import { linkFacts } from '../languages/python/values/link-facts.js';
import { unreadableFacts } from '../languages/python/values/module-facts.js';
import { extract } from './read/extract-facts.js';
import { interpret, ownName } from './read/interpret-facts.js';
import { isSupport, isUsualFolder, startsHistory, mayBeMigration, isLoaded, locate } from './recognise/locate-histories.js';
import { strays } from './recognise/stray-revisions.js';
import { workspaceNames } from './recognise/workspace-names.js';
import { doesNothing } from './read/empty-revision.js';
import { operations, summary } from './read/operations.js';
import { styleFacts } from './read/style-facts.js';
import { configuredFolders } from './recognise/version-locations.js';
import { isScriptTemplate } from './write/revision-text.js';
import { revisionName } from './write/revision-name.js';
import { respell } from './write/respell-references.js';
import { hintsAtProject, projectsWithoutMigrations } from './recognise/projects-without-migrations.js';
import { mentionRules } from './mention-rules.js';
import { record } from './record/record.js';
import { run } from './run/run.js';

/** Alembic, with Flask-Migrate. */
export const alembic = {
  name: 'alembic',
  version: 9,
  recognise: {
    ...sourceFiles,
    isSupport,
    isUsualFolder,
    mayBeMigration,
    isLoaded,
    startsHistory,
    isConfiguration,
    configure,
    configurationError,
    configuredFolders,
    locate,
    strays,
    hintsAtProject,
    projectsWithoutMigrations,
  },
  read: { extract, unreadable: unreadableFacts, linkFacts, ownName, interpret, doesNothing, operations, styleFacts, summary },
  write: { isTemplate: isScriptTemplate, draft, rename: revisionName, respell },
  record,
  run,
  names: workspaceNames,
  markers: [],
  mentions: mentionRules,
  wording: {
    history: 'Alembic script directory',
    migration: (_history, literal) => literal,
  },
} satisfies Framework;
