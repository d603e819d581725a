import type { Framework } from '@oneleaf/core';
import { configuration, configure } from './configure.js';
import { draft } from './draft.js';
import { extract } from './extract.js';
import { interpret } from './interpret.js';
import { begins, candidate, loads, locate } from './locate.js';
import { unusualFolders } from './modules.js';
import { rename } from './rename.js';
import { respell } from './respell.js';
import { sign, unbegun } from './unbegun.js';
import { doesNothing } from './nothing.js';
import { operations, summary } from './operations.js';
import { practices } from './practices.js';

export const django: Framework = {
  name: 'django',
  version: 7,
  candidate,
  loads,
  begins,
  configuration,
  configure,
  defect: () => undefined,
  folders: unusualFolders,
  extract,
  locate,
  sign,
  unbegun,
  interpret,
  template: () => false,
  draft,
  rename,
  respell,
  doesNothing,
  operations,
  practices,
  summary,
};
