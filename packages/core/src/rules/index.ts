import type { Rule } from '../finding.js';
import { ambiguousSquash } from './ambiguous-squash.js';
import { computedReference } from './computed-reference.js';
import { createAll } from './create-all.js';
import { credentialInSeed } from './credential-in-seed.js';
import { cycle } from './cycle.js';
import { deletedLanded } from './deleted-landed.js';
import { duplicateId } from './duplicate-id.js';
import { duplicateLabel } from './duplicate-label.js';
import { duplicateNumber } from './duplicate-number.js';
import { editedLanded } from './edited-landed.js';
import { keyWithoutOnDelete } from './key-without-on-delete.js';
import { missingDowngrade } from './missing-downgrade.js';
import { missingParent } from './missing-parent.js';
import { mixedMigration } from './mixed-migration.js';
import { multipleLeaves } from './multiple-leaves.js';
import { severalRoots } from './several-roots.js';
import { squashHidesFork } from './squash-hides-fork.js';
import { staleDescription } from './stale-description.js';
import { staleMarker } from './stale-marker.js';
import { strayCopy } from './stray-copy.js';
import { unannouncedBreak } from './unannounced-break.js';
import { unguardedDdl } from './unguarded-ddl.js';
import { unreadableMigration } from './unreadable-migration.js';

export const rules: readonly Rule[] = [
  ambiguousSquash,
  computedReference,
  createAll,
  credentialInSeed,
  cycle,
  deletedLanded,
  duplicateId,
  duplicateLabel,
  duplicateNumber,
  editedLanded,
  keyWithoutOnDelete,
  missingDowngrade,
  missingParent,
  mixedMigration,
  multipleLeaves,
  severalRoots,
  squashHidesFork,
  staleDescription,
  staleMarker,
  strayCopy,
  unannouncedBreak,
  unguardedDdl,
  unreadableMigration,
];
