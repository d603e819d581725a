import type { MigrationRule, Rule } from './rule.js';
import { commandRules } from './command-rules.js';
import { ambiguousSquash } from './links/ambiguous-squash.js';
import { computedReference } from './files/computed-reference.js';
import { createAll } from './style/create-all.js';
import { credentialInSeed } from './style/credential-in-seed.js';
import { cycle } from './links/cycle.js';
import { deletedLanded } from './files/deleted-landed.js';
import { duplicateId } from './links/duplicate-id.js';
import { duplicateLabel } from './links/duplicate-label.js';
import { duplicateNumber } from './files/duplicate-number.js';
import { editedLanded } from './files/edited-landed.js';
import { keyWithoutOnDelete } from './style/key-without-on-delete.js';
import { missingDowngrade } from './style/missing-downgrade.js';
import { missingParent } from './links/missing-parent.js';
import { mixedMigration } from './style/mixed-migration.js';
import { multipleLeaves } from './links/multiple-leaves.js';
import { severalRoots } from './links/several-roots.js';
import { squashHidesFork } from './links/squash-hides-fork.js';
import { staleDescription } from './files/stale-description.js';
import { staleMarker } from './files/stale-marker.js';
import { strayCopy } from './files/stray-copy.js';
import { unannouncedBreak } from './style/unannounced-break.js';
import { unguardedDdl } from './style/unguarded-ddl.js';
import { unjudgedOrder } from './links/unjudged-order.js';
import { unreadableMigration } from './files/unreadable-migration.js';

export const rules: readonly MigrationRule[] = [
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
  unjudgedOrder,
  unreadableMigration,
];

export const catalogue: readonly Rule[] = [...rules, ...commandRules].sort((a, b) => (a.name < b.name ? -1 : 1));
