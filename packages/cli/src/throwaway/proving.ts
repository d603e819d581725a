import type { DriftReport, VerifyReport } from '@oneleaf/core';
import { flag, reviewing, type Parsed } from '../arguments.js';
import { UsageError } from '../errors.js';
import type { Outside } from '../outside.js';
import { reporting } from '../reporting.js';
import type { Session } from '../session.js';
import { EXITS_HELP, REPORT, REVIEW_HELP, type Word } from '../words/word.js';
import { SANDBOX, SANDBOX_HELP, sandboxing, type Sandboxing } from './options.js';

interface Proving {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  readonly another?: Another;
  readonly ask: Ask;
}

type Ask = (session: Session, outside: Outside, asked: Sandboxing) => Promise<VerifyReport | DriftReport>;

/** An option that has another question asked, with a line of help. */
interface Another {
  readonly name: string;
  readonly help: string;
  readonly ask: Ask;
  /** Options that say nothing then. */
  readonly without: readonly string[];
}

/** A word that asks each project the same. */
export function proving({ name, summary, help, another, ask }: Proving): Word {
  return {
    name,
    summary,
    help: `oneleaf ${name} [PROJECT...]${another ? ` [--${another.name}]` : ''}

${help}

  PROJECT              the folder of a project, or one of its histories; all projects otherwise
${another?.help ?? ''}${SANDBOX_HELP}${REVIEW_HELP}
${EXITS_HELP}`,
    options: { ...REPORT, ...SANDBOX, ...(another && { [another.name]: { type: 'boolean' } }) },
    read: parsed => {
      const asked = sandboxing(parsed, parsed.positionals);
      const chosen = another && flag(parsed, another.name) ? otherwise(another, parsed) : ask;
      return reporting(reviewing(parsed), (session, outside) => chosen(session, outside, asked), exitOfProof);
    },
  };
}

function otherwise({ name, ask, without }: Another, { values }: Parsed): Ask {
  const idle = without.find(one => values[one] !== undefined);
  if (idle !== undefined) throw new UsageError(`--${name} makes no database, so --${idle} says nothing`, `oneleaf drift --${name}`);
  return ask;
}

/** A finding weighs more than a project that could not be run. */
export function exitOfProof({ projects, unproved }: VerifyReport | DriftReport): number {
  if (projects.some(({ findings }) => findings.some(({ severity }) => severity === 'error'))) return 1;
  return unproved.length > 0 ? 3 : 0;
}
