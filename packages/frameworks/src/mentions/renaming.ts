import type { HistoryKey, MentionRules, Renaming } from '@oneleaf/core';

/** A migration that a name may mean: one that is renamed, or one that keeps the name. */
export interface NameBearer extends HistoryKey {
  readonly rules: MentionRules;
  readonly renaming?: Renaming;
}

/** A place that spells a name, and the migrations that go by it. */
export interface NameMention {
  readonly start: number;
  readonly end: number;
  /**
   * `name`: the whole name, or the file's name. `number`: what it begins with, by which its framework finds it too.
   * `parent`: the name of the parent that the bearers had.
   */
  readonly kind: 'name' | 'number' | 'parent';
  readonly name: string;
  readonly bearers: readonly NameBearer[];
}

/** Which of the bearers a place means. */
export interface MentionReading {
  readonly bearers: readonly NameBearer[];
  /** Why it may mean something else; absent when it cannot. */
  readonly doubt?: string;
}

/** Whether a migration is named without a label. */
export function isUnlabelled({ label }: HistoryKey): boolean {
  return label === '';
}

export const isNumber = (name: string): boolean => /^\d+$/.test(name);

export const onlyName = 'the name stands alone';
export const onlyNumber = 'only its number, which may belong to another migration afterwards';
