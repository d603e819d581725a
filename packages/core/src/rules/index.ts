import type { Rule } from '../finding.js';
import { ambiguousSquash } from './ambiguous-squash.js';
import { computedReference } from './computed-reference.js';
import { cycle } from './cycle.js';
import { deletedLanded } from './deleted-landed.js';
import { duplicateId } from './duplicate-id.js';
import { duplicateLabel } from './duplicate-label.js';
import { duplicateNumber } from './duplicate-number.js';
import { editedLanded } from './edited-landed.js';
import { missingParent } from './missing-parent.js';
import { multipleLeaves } from './multiple-leaves.js';
import { severalRoots } from './several-roots.js';
import { squashHidesFork } from './squash-hides-fork.js';
import { staleMarker } from './stale-marker.js';
import { strayCopy } from './stray-copy.js';
import { unreadableMigration } from './unreadable-migration.js';

export const rules: readonly Rule[] = [
  ambiguousSquash,
  computedReference,
  cycle,
  deletedLanded,
  duplicateId,
  duplicateLabel,
  duplicateNumber,
  editedLanded,
  missingParent,
  multipleLeaves,
  severalRoots,
  squashHidesFork,
  staleMarker,
  strayCopy,
  unreadableMigration,
];
