import { checkCommand } from '../commands/check.js';
import { commentCommand } from '../commands/comment.js';
import { describeCommand } from '../commands/describe.js';
import { doctorCommand } from '../commands/doctor.js';
import { driftCommand } from '../commands/drift.js';
import { generateCommand } from '../commands/generate.js';
import { initCommand } from '../commands/init.js';
import { mergeCommand } from '../commands/merge.js';
import { newCommand } from '../commands/new.js';
import { postCheckoutCommand } from '../hooks/post-checkout.js';
import { predictCommand } from '../commands/predict.js';
import { prePushCommand } from '../hooks/pre-push.js';
import { proveCommand } from '../commands/prove.js';
import { rebaseCommand } from '../commands/rebase.js';
import { restoreCommand } from '../commands/restore.js';
import { statusCommand } from '../commands/status.js';
import { syncCommand } from '../commands/sync.js';
import { verifyCommand } from '../commands/verify.js';
import type { CommandSpec } from './command-spec.js';

/** In the order of the program's help. */
export const commands: readonly CommandSpec[] = [
  checkCommand,
  predictCommand,
  prePushCommand,
  newCommand,
  rebaseCommand,
  mergeCommand,
  restoreCommand,
  statusCommand,
  describeCommand,
  postCheckoutCommand,
  verifyCommand,
  driftCommand,
  generateCommand,
  proveCommand,
  commentCommand,
  syncCommand,
  initCommand,
  doctorCommand,
];
