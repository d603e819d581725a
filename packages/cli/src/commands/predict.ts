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

Lands every branch on the base, in memory, and gives each a verdict: clean, conflict, broken, landed, or unknown with the reason.
It also lists branches that conflict with each other after one of them has landed, and the order of landing that needs the least rework.

  --base REF           the branch to land on; the remote's main, or each branch's own line, otherwise
  --after REF          as if this branch had landed first
  --remote NAME        only the branches of this remote
  --local              only local branches
  --since AGE          only branches with a commit in the last 90d (the default), 12h, 6w, 2y; all for every branch
${UNDER_HELP}  --prove              land each pair of conflicting branches in both orders on throw-away databases, as oneleaf prove does
  --seed FILE          with --prove: an SQL file that runs before either branch lands
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
    const requested = {
      ...definedEntries({
        base: optionText(parsed, 'base'),
        remote: optionText(parsed, 'remote'),
        after: optionText(parsed, 'after'),
        since: optionText(parsed, 'since'),
      }),
      refs: parsed.positionals,
      local: optionFlag(parsed, 'local'),
    };
    if (requested.since !== undefined && parseDuration(requested.since) === null) {
      throw new UsageError(`--since takes 90d, 12h, 6w, 2y or all, not ${requested.since}`, 'oneleaf predict --since 90d');
    }
    if (requested.local && requested.remote !== undefined) {
      throw new UsageError('--remote and --local cannot be used together', 'oneleaf predict --help');
    }
    const place = { ...readReportArguments(parsed, 'predict'), ...definedEntries({ under: optionFolder(parsed) }) };
    // Among all branches some always share no history with main; each one that is named needs its verdict.
    const demand = (): VerdictDemand => ({ everyBranch: requested.refs.length > 0 });
    if (!optionFlag(parsed, 'prove')) return reportCommand(place, session => predictSince(session, requested), demand);
    if (requested.after !== undefined) throw new UsageError('--prove and --after cannot be used together', 'oneleaf prove A B');
    const proof = { request: readSandboxRequest(parsed, []), ...definedEntries({ seed: optionText(parsed, 'seed') }) };
    return reportCommand(place, (session, context) => predictAndProve(session, context, { ...requested, proof }), demand);
  },
};
