import type { Framework } from '@oneleaf/core';
import { draft } from './write/draft.js';
import { isConfiguration, configure, configurationError } from './recognise/configuration.js';
import { extract } from './read/extract-facts.js';
import { interpret } from './read/interpret-facts.js';
import { startsHistory, mayBeMigration, isLoaded, locate } from './recognise/locate-histories.js';
import { doesNothing } from './read/empty-revision.js';
import { operations, summary } from './read/operations.js';
import { styleFacts } from './read/style-facts.js';
import { configuredFolders } from './recognise/version-locations.js';
import { isScriptTemplate } from './write/revision-text.js';
import { revisionName } from './write/revision-name.js';
import { respell } from './write/respell-references.js';
import { hintsAtProject, projectsWithoutMigrations } from './recognise/projects-without-migrations.js';

/** Alembic, with Flask-Migrate. */
import { record } from './record/record.js';
import { run } from './run/run.js';

export const alembic: Framework = {
  name: 'alembic',
  version: 7,
  recognise: {
    mayBeMigration,
    isLoaded,
    startsHistory,
    isConfiguration,
    configure,
    configurationError,
    configuredFolders,
    locate,
    hintsAtProject,
    projectsWithoutMigrations,
  },
  read: { extract, interpret, doesNothing, operations, styleFacts, summary },
  write: { isTemplate: isScriptTemplate, draft, rename: revisionName, respell },
  record,
  run,
  wording: {
    history: 'Alembic script directory',
    migration: (_history, literal) => literal,
  },
};
