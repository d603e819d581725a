import type { Span } from './migration.js';

/** One place where a migration does something that teams have rules about. */
export interface StyleFact {
  /** The directive, statement, column or function, never a value: `create_table cases`, `hashed_password`. */
  readonly what: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  readonly span: Span;
}

/**
 * `wholesale`: tables made or dropped from the models as they are today. `credential`: a password, key or token given as a literal.
 * `unguarded`: DDL that fails where it has run before. `mixed`: the first change of rows, and the first of the schema beside it. `oneWay`: what has no way back.
 * `key`: a foreign key that does not say what becomes of its rows. `unannounced`: what breaks code of before, without a word of it.
 */
export type StyleAspect = 'wholesale' | 'credential' | 'unguarded' | 'mixed' | 'oneWay' | 'key' | 'unannounced';

/** What one migration file does that teams have rules about; an aspect is absent where there is nothing. Plain JSON. */
export type StyleFacts = Readonly<Partial<Record<StyleAspect, readonly StyleFact[]>>>;
