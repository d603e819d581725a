import type { Framework } from '@oneleaf/core';
import { draft } from './draft.js';
import { configuration, configure, defect } from './configure.js';
import { extract } from './extract.js';
import { interpret } from './interpret.js';
import { begins, candidate, loads, locate } from './locate.js';
import { doesNothing } from './nothing.js';
import { operations, summary } from './operations.js';
import { practices } from './practices.js';
import { possibleFolders } from './places.js';
import { isScriptTemplate } from './script-text.js';
import { rename } from './rename.js';
import { respell } from './respell.js';
import { sign, unbegun } from './unbegun.js';

/** Alembic, with Flask-Migrate. */
export const alembic: Framework = {
  name: 'alembic',
  version: 6,
  candidate,
  loads,
  begins,
  configuration,
  configure,
  defect,
  folders: possibleFolders,
  extract,
  locate,
  sign,
  unbegun,
  interpret,
  template: isScriptTemplate,
  draft,
  rename,
  respell,
  doesNothing,
  operations,
  practices,
  summary,
};
