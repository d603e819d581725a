import type { PredictReport } from '@oneleaf/core';
import { common, flag, some, text, under } from '../arguments.js';
import { predict as predictBranches, type PredictOptions } from '../commands/predict.js';
import { UsageError } from '../errors.js';
import { reporting } from '../reporting.js';
import type { Session } from '../session.js';
import { readDuration, USUAL_AGE } from '../time.js';
import { isUnanswered, isWrong } from './verdicts.js';
import { EXITS_HELP, REPORT, REPORT_HELP, UNDER_HELP, type Word } from './word.js';

export interface PredictAsked extends Omit<PredictOptions, 'since'> {
  /** As given: `90d`, `all`. */
  readonly since?: string;
}

export const predict: Word = {
  name: 'predict',
  summary: 'what landing each branch would do to the base, and the branches to each other',
  help: `oneleaf predict [REFS or GLOBS...] [--base REF] [--after REF] [--remote NAME | --local] [--since AGE] [--under FOLDER]

Lands every branch on the base, in memory, and says: clean, conflict, broken, landed, or unknown and why.
Then which branches collide once one of them has landed, and the order of landing with the least rework.

  --base REF           where the branches are to land; the remote's main, or each branch's own line, otherwise
  --after REF          as if this branch had landed first
  --remote NAME        only the branches of this remote
  --local              only local branches
  --since AGE          leave out branches older than 90d (the usual), 12h, 6w, 2y; all for none
${UNDER_HELP}${REPORT_HELP}
${EXITS_HELP}`,
  options: {
    ...REPORT,
    base: { type: 'string' },
    after: { type: 'string' },
    under: { type: 'string' },
    remote: { type: 'string' },
    local: { type: 'boolean' },
    since: { type: 'string' },
  },
  read: parsed => {
    const given = some({ base: text(parsed, 'base'), remote: text(parsed, 'remote'), after: text(parsed, 'after') });
    const asked = { ...given, ...some({ since: text(parsed, 'since') }), refs: parsed.positionals, local: flag(parsed, 'local') };
    if (asked.since !== undefined && readDuration(asked.since) === null) {
      throw new UsageError(`--since takes 90d, 12h, 6w, 2y or all, not ${asked.since}`, 'oneleaf predict --since 90d');
    }
    if (asked.local && asked.remote !== undefined) {
      throw new UsageError('--remote and --local exclude each other', 'oneleaf predict --help');
    }
    const place = { ...common(parsed), ...some({ under: under(parsed) }) };
    return reporting(
      place,
      session => predictSince(session, asked),
      report => exitOfPredict(report, asked),
    );
  },
};

export function predictSince(session: Session, { since: asked, ...options }: PredictAsked): Promise<PredictReport> {
  const usual = options.refs.length > 0 ? 'all' : (session.configuration.since ?? USUAL_AGE);
  const since = readDuration(asked ?? usual);
  if (since === null) throw new UsageError(`oneleaf.json has a wrong value for since: ${usual}`);
  return predictBranches(session, { ...options, ...(since === undefined ? {} : { since }) });
}

/** Among all branches of a repository some always share no history with main; of those asked for by name each needs its answer. */
export function exitOfPredict(report: PredictReport, { refs }: Pick<PredictAsked, 'refs'>): number {
  if (isWrong(report)) return 1;
  return refs.length > 0 && isUnanswered(report) ? 3 : 0;
}
