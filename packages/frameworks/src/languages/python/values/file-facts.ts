import type { ReadingFailure, Span, UndecidedFact } from '@oneleaf/core';

export type FactValue = string | number | boolean | null | readonly FactValue[];

/** One attribute of a file: its literal value with the span of each string in it, or why it cannot be read. */
export type AttributeFact =
  | { readonly value: FactValue; readonly span: Span; readonly strings: readonly SpelledString[] }
  /**
   * Of a list, `known`: the strings in it that stand there for certain; `possible`: those that may come to them, absent when anything may.
   * `refused`: nothing is computed, but the framework fails on what is written.
   */
  | {
      readonly undecided: Omit<UndecidedFact, 'fact' | 'hides'>;
      readonly known?: readonly SpelledString[];
      readonly possible?: readonly SpelledString[];
      readonly refused?: true;
    };

/** A string and what to replace to spell another: between its quotes where they hold the text as it is, else the whole expression. */
export interface SpelledString {
  readonly text: string;
  readonly span: Span;
}

/** What one Python file says, whatever its path. */
export interface FileFacts {
  readonly problem?: ReadingFailure;
  readonly names: Readonly<Record<string, AttributeFact>>;
  readonly body: string;
}
