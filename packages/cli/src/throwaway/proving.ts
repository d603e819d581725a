import type { DriftReport, VerifyReport } from '@oneleaf/core';
import { common } from '../arguments.js';
import type { Outside } from '../outside.js';
import { reporting } from '../reporting.js';
import type { Session } from '../session.js';
import { EXITS_HELP, REPORT, REPORT_HELP, type Word } from '../words/word.js';
import { SANDBOX, SANDBOX_HELP, sandboxing, type Sandboxing } from './options.js';

interface Proving {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  readonly ask: (session: Session, outside: Outside, asked: Sandboxing) => Promise<VerifyReport | DriftReport>;
}

/** A word that asks each project the same. */
export function proving({ name, summary, help, ask }: Proving): Word {
  return {
    name,
    summary,
    help: `oneleaf ${name} [PROJECT...]

${help}

  PROJECT              the folder of a project, or one of its histories; all projects otherwise
${SANDBOX_HELP}${REPORT_HELP}
${EXITS_HELP}`,
    options: { ...REPORT, ...SANDBOX },
    read: parsed => {
      const asked = sandboxing(parsed, parsed.positionals);
      return reporting(common(parsed), (session, outside) => ask(session, outside, asked), exitOfProof);
    },
  };
}

/** A finding weighs more than a project that could not be run. */
export function exitOfProof({ projects, unproved }: VerifyReport | DriftReport): number {
  if (projects.some(({ findings }) => findings.some(({ severity }) => severity === 'error'))) return 1;
  return unproved.length > 0 ? 3 : 0;
}
