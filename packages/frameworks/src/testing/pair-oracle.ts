import { compareFootprints, type FootprintComparison, type Framework } from '@oneleaf/core';
import { labelledHistory } from './operation-lines.js';
import { isDeepStrictEqual } from 'node:util';
import { Oracle, type OracleRequest } from './oracle.js';

/** Where a run of chains came to. */
export interface ChainRun {
  /** The chain in which it failed. */
  readonly failed: 'base' | 'own' | 'landed' | null;
  readonly error: ChainError | null;
  readonly state?: unknown;
  readonly schema: unknown;
}

interface ChainError {
  readonly type: string;
  readonly message: string;
}

/** Two chains on one base, alone and in both orders; nothing of the orders where one fails by itself. */
export type PairAnswer =
  | { readonly alone: readonly (ChainError | null)[]; readonly behind: null; readonly before: null }
  | {
      readonly alone: readonly null[];
      /** The own chain behind the one that has landed. */ readonly behind: ChainRun;
      readonly before: ChainRun;
    };

export interface PairRequest extends OracleRequest {
  readonly label: string;
}

function isPairAnswer(reply: unknown): reply is PairAnswer {
  return typeof reply === 'object' && reply !== null && 'behind' in reply;
}

export class PairOracle extends Oracle<PairAnswer> {
  constructor(python: string, program: 'django_pairs_oracle.py' | 'alembic_pairs_oracle.py') {
    super(python, program, isPairAnswer);
  }

  override ask(request: PairRequest): Promise<PairAnswer> {
    return super.ask(request);
  }
}

/** What either order gives, as a person would call it. */
export function orderOutcome({
  behind,
  before,
}: PairAnswer): 'invalid' | 'equal' | 'different' | 'behind fails' | 'before fails' | 'both fail' {
  if (!behind) return 'invalid';
  if (behind.failed !== null) return before.failed === null ? 'behind fails' : 'both fail';
  if (before.failed !== null) return 'before fails';
  return isDeepStrictEqual([behind.state, behind.schema], [before.state, before.schema]) ? 'equal' : 'different';
}

/** Oneleaf's answer on the same two files. */
export function comparePair(framework: Framework, label: string, [own, landed]: readonly [string, string]): FootprintComparison {
  const footprint = (name: string, text: string): Parameters<typeof compareFootprints>[0][number] => ({
    migration: { id: `${label}.${name}`, history: label, path: `${name}.py`, literal: name },
    scope: '',
    operations: framework.read.operations(Buffer.from(text), labelledHistory(label)),
  });
  return compareFootprints([footprint('own', own)], [footprint('landed', landed)], 'main');
}
