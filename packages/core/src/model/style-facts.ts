import type { Span } from './migration.js';

export interface StyleFact {
  /** The directive, statement, column or function, never a value: `create_table cases`, `hashed_password`. */
  readonly what: string;
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  readonly span: Span;
}

/** `mixed` holds the first change of rows and the first of the schema; the pages of the rules explain the others. */
export type StyleAspect = 'wholesale' | 'credential' | 'unguarded' | 'mixed' | 'oneWay' | 'key' | 'unannounced';

/** Plain JSON, without the aspects that have no facts. */
export type StyleFacts = Readonly<Partial<Record<StyleAspect, readonly StyleFact[]>>>;
