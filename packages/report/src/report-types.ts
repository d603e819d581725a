import type { Report, ReportWording } from '@oneleaf/core';
import { checkSection } from './markdown/check.js';
import { renderDescription } from './markdown/description-page.js';
import { predictSection } from './markdown/predict.js';
import { proveSection } from './markdown/prove.js';
import type { ReportSection } from './markdown/section.js';
import { driftSection, verifySection } from './markdown/verify-drift.js';
import { checkLines } from './text/check.js';
import { describeLines } from './text/describe.js';
import { doctorLines } from './text/doctor.js';
import { draftLines } from './text/draft.js';
import { generateLines } from './text/generate.js';
import type { StyledLine } from './text/layout/line.js';
import { predictLines } from './text/predict.js';
import { prePushLines } from './text/pre-push.js';
import { proveLines } from './text/prove.js';
import { rebaseLines } from './text/rebase.js';
import { statusLines } from './text/status.js';
import { driftLines, verifyLines } from './text/verify-drift.js';

export type ReportCommand = Report['command'];

type NarrowReport<R, C extends ReportCommand> = R extends { readonly command: infer K }
  ? C extends K
    ? R & { readonly command: C }
    : never
  : never;

/** The report of each command. */
export type ReportByCommand = { readonly [C in ReportCommand]: NarrowReport<Report, C> };

/** How the report of one command is laid out. */
interface ReportType<R> {
  /** Its schema: docs/schema/<schema>.schema.json. */
  readonly schema: string;
  /** `now`: milliseconds since the epoch. */
  readonly text: (report: R, now: number, wording: ReportWording) => readonly StyledLine[];
  /** What a reviewer reads: a part of a comment, or a summary of its own. */
  readonly section?: (report: R, wording: ReportWording) => ReportSection;
  /** A Markdown page that is kept beside the histories. */
  readonly page?: (report: R) => string;
}

type ReportTypes = { readonly [C in ReportCommand]: ReportType<ReportByCommand[C]> };

const types = {
  check: { schema: 'check', text: (report, _now, wording) => checkLines(report, wording), section: checkSection },
  predict: { schema: 'predict', text: predictLines, section: predictSection },
  'pre-push': { schema: 'predict', text: prePushLines },
  verify: { schema: 'proof', text: verifyLines, section: verifySection },
  drift: { schema: 'proof', text: driftLines, section: driftSection },
  prove: { schema: 'prove', text: proveLines, section: proveSection },
  describe: { schema: 'describe', text: describeLines, page: ({ histories }) => renderDescription(histories) },
  doctor: { schema: 'doctor', text: doctorLines },
  generate: { schema: 'generate', text: (report, _now, wording) => generateLines(report, wording) },
  new: { schema: 'draft', text: (report, _now, wording) => draftLines(report, wording) },
  merge: { schema: 'draft', text: (report, _now, wording) => draftLines(report, wording) },
  rebase: { schema: 'rebase', text: rebaseLines },
  status: { schema: 'status', text: statusLines },
} satisfies ReportTypes;

/** Every command that ends in a report, with its layouts: a new command is one entry here. */
export const reportTypes: ReportTypes = types;

/** Commands whose reports a reviewer reads. */
export type ReviewedCommand = { [C in ReportCommand]: (typeof types)[C] extends { readonly section: unknown } ? C : never }[ReportCommand];
