import { compareFootprints, type Comparison, type Framework } from '@oneleaf/core';
import { historyOf } from './operations.js';
import { isDeepStrictEqual } from 'node:util';
import { Oracle, type Request } from './oracle.js';

/** Where a run of chains came to. */
export interface Run {
  /** The chain in which it failed. */
  readonly failed: 'base' | 'own' | 'landed' | null;
  readonly error: Failure | null;
  readonly state?: unknown;
  readonly schema: unknown;
}

interface Failure {
  readonly type: string;
  readonly message: string;
}

/** Two chains on one base, alone and in both orders; nothing of the orders where one fails by itself. */
export type PairAnswer =
  | { readonly alone: readonly (Failure | null)[]; readonly behind: null; readonly before: null }
  | { readonly alone: readonly null[]; /** The own chain behind the one that has landed. */ readonly behind: Run; readonly before: Run };

export interface PairRequest extends Request {
  readonly label: string;
}

function isPairAnswer(reply: unknown): reply is PairAnswer {
  return typeof reply === 'object' && reply !== null && 'behind' in reply;
}

export class Pairs extends Oracle<PairAnswer> {
  constructor(python: string, program: 'django_pairs_oracle.py' | 'alembic_pairs_oracle.py') {
    super(python, program, isPairAnswer);
  }

  override ask(request: PairRequest): Promise<PairAnswer> {
    return super.ask(request);
  }
}

/** What either order gives, as a person would call it. */
export function outcome({ behind, before }: PairAnswer): 'invalid' | 'equal' | 'different' | 'behind fails' | 'before fails' | 'both fail' {
  if (!behind) return 'invalid';
  if (behind.failed !== null) return before.failed === null ? 'behind fails' : 'both fail';
  if (before.failed !== null) return 'before fails';
  return isDeepStrictEqual([behind.state, behind.schema], [before.state, before.schema]) ? 'equal' : 'different';
}

/** Oneleaf's answer on the same two files. */
export function compared(framework: Framework, label: string, [own, landed]: readonly [string, string]): Comparison {
  const footprint = (name: string, text: string): Parameters<typeof compareFootprints>[0][number] => ({
    migration: { id: `${label}.${name}`, history: label, path: `${name}.py`, literal: name },
    scope: '',
    operations: framework.operations(Buffer.from(text), historyOf(framework.name, label)),
  });
  return compareFootprints([footprint('own', own)], [footprint('landed', landed)], 'main');
}
