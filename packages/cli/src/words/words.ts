import { check } from './check.js';
import { comment } from './comment.js';
import { describe } from './describe.js';
import { doctor } from './doctor.js';
import { drift } from './drift.js';
import { generate } from './generate.js';
import { init } from './init.js';
import { merge } from './merge.js';
import { newWord } from './new.js';
import { postCheckout } from './post-checkout.js';
import { predict } from './predict.js';
import { prePush } from './pre-push.js';
import { prove } from './prove.js';
import { rebase } from './rebase.js';
import { restore } from './restore.js';
import { status } from './status.js';
import { sync } from './sync.js';
import { verify } from './verify.js';
import type { Word } from './word.js';

/** In the order of the program's help. */
export const words: readonly Word[] = [
  check,
  predict,
  prePush,
  newWord,
  rebase,
  merge,
  restore,
  status,
  describe,
  postCheckout,
  verify,
  drift,
  generate,
  prove,
  comment,
  sync,
  init,
  doctor,
];
