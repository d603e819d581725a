import { optionFlag, readReportArguments, definedEntries, optionText, optionFolder } from '../command-line/arguments.js';
import { UsageError } from '@oneleaf/core/errors';
import { parseDuration } from '@oneleaf/workflows/branches/branch-age';
import { predictSince } from '@oneleaf/workflows/predict/predict-since';
import { predictAndProve } from '@oneleaf/workflows/proven-predict';
import type { VerdictDemand } from '@oneleaf/workflows/verdict';
import { reportCommand } from '../command-line/report-command.js';
import { SANDBOX_OPTIONS, SANDBOX_HELP, readSandboxRequest } from '../command-line/sandbox-options.js';
import { EXITS_HELP, REPORT_OPTIONS, UNDER_HELP, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const predictCommand: CommandSpec = {
  help: `oneleaf predict [REFS or GLOBS...] [--base REF] [--after REF] [--remote NAME | --local] [--since AGE] [--under FOLDER]
                          [--prove [--seed FILE]]

Lands every branch on the base, in memory, and says: clean, conflict, broken, landed, or unknown and why.
Then which branches collide once one of them has landed, and the order of landing with the least rework.

  --base REF           where the branches are to land; the remote's main, or each branch's own line, otherwise
  --after REF          as if this branch had landed first
  --remote NAME        only the branches of this remote
  --local              only local branches
  --since AGE          leave out branches older than 90d (the usual), 12h, 6w, 2y; all for none
${UNDER_HELP}  --prove              land the branches that collide in both orders, two by two, on throw-away databases, as oneleaf prove does
  --seed FILE          with --prove: SQL that is run before either lands
${SANDBOX_HELP}${reportHelp('predict')}
${EXITS_HELP}`,
  options: {
    ...REPORT_OPTIONS,
    ...SANDBOX_OPTIONS,
    prove: { type: 'boolean' },
    seed: { type: 'string' },
    base: { type: 'string' },
    after: { type: 'string' },
    under: { type: 'string' },
    remote: { type: 'string' },
    local: { type: 'boolean' },
    since: { type: 'string' },
  },
  read: parsed => {
    const asked = {
      ...definedEntries({
        base: optionText(parsed, 'base'),
        remote: optionText(parsed, 'remote'),
        after: optionText(parsed, 'after'),
        since: optionText(parsed, 'since'),
      }),
      refs: parsed.positionals,
      local: optionFlag(parsed, 'local'),
    };
    if (asked.since !== undefined && parseDuration(asked.since) === null) {
      throw new UsageError(`--since takes 90d, 12h, 6w, 2y or all, not ${asked.since}`, 'oneleaf predict --since 90d');
    }
    if (asked.local && asked.remote !== undefined) {
      throw new UsageError('--remote and --local exclude each other', 'oneleaf predict --help');
    }
    const place = { ...readReportArguments(parsed, 'predict'), ...definedEntries({ under: optionFolder(parsed) }) };
    // Among all branches some always share no history with main; each one that is named needs its verdict.
    const demand = (): VerdictDemand => ({ everyBranch: asked.refs.length > 0 });
    if (!optionFlag(parsed, 'prove')) return reportCommand(place, session => predictSince(session, asked), demand);
    if (asked.after !== undefined) throw new UsageError('--prove and --after exclude each other', 'oneleaf prove A B');
    const proof = { asked: readSandboxRequest(parsed, []), ...definedEntries({ seed: optionText(parsed, 'seed') }) };
    return reportCommand(place, (session, context) => predictAndProve(session, context, { ...asked, proof }), demand);
  },
};
