import type { Report } from '@oneleaf/core';
import { checkExamples } from './check-examples.js';
import { describeExamples } from './describe-examples.js';
import { doctorExamples } from './doctor-examples.js';
import { draftExamples } from './draft-examples.js';
import { generateExamples } from './generate-examples.js';
import { hostileExamples } from './hostile-examples.js';
import { predictExamples } from './predict-examples.js';
import { verifyDriftExamples } from './verify-drift-examples.js';
import { proveExamples } from './prove-examples.js';
import { prePushExamples } from './pre-push-examples.js';
import { rebaseExamples } from './rebase-examples.js';
import { statusExamples } from './status-examples.js';

/** One report for every situation that someone may read about, by name. */
export const examples: Readonly<Record<string, Report>> = {
  ...checkExamples,
  ...predictExamples,
  ...prePushExamples,
  ...doctorExamples,
  ...draftExamples,
  ...rebaseExamples,
  ...verifyDriftExamples,
  ...statusExamples,
  ...generateExamples,
  ...proveExamples,
  ...describeExamples,
  ...hostileExamples,
};
