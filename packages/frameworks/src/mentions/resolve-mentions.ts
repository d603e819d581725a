import type { Span, TextEdit } from '@oneleaf/core';
import { LineCounter } from './line-counter.js';
import { newName } from './name-search.js';
import type { Renaming } from '@oneleaf/core';
import { type NameBearer, type NameMention, type MentionReading, onlyName, isNumber } from './renaming.js';

export interface DoubtfulMention {
  readonly renaming: Renaming;
  readonly span: Span;
  /** From 1. */
  readonly line: number;
  /** The line, trimmed, at most 120 characters. */
  readonly text: string;
  readonly reason: string;
}

export interface ResolvedMentions {
  /** Splices that respell what can only mean a renamed migration. */
  readonly edits: readonly TextEdit[];
  /** The lines that may mean one, for a person to look at. */
  readonly doubtful: readonly DoubtfulMention[];
}

interface MentionDecision {
  readonly mention: NameMention;
  readonly renaming: Renaming;
  readonly line: number;
  readonly doubt: string | undefined;
}

/** Edits where there is no doubt. A place that is read as none of the renamed migrations is none. */
export function resolveMentions(
  text: string,
  mentions: readonly NameMention[],
  readings: readonly (MentionReading | undefined)[],
): ResolvedMentions {
  const lines = new LineCounter(text);
  const settled = mentions.flatMap((mention, at): readonly MentionDecision[] => {
    const reading = readings[at] ?? { bearers: [] };
    const [renaming] = reading.bearers.flatMap(bearer => bearer.renaming ?? []);
    return renaming ? [{ mention, renaming, line: lines.numberAt(mention.start), doubt: doubtOf(mention, reading, renaming) }] : [];
  });
  const certain = new Set(settled.filter(({ doubt }) => doubt === undefined).map(lineKey));
  // `[0002_tax](shop/migrations/0002_tax.py)`: the one says what the other means.
  const isCertain = (one: MentionDecision): boolean =>
    one.doubt === undefined || (one.doubt === onlyName && !isNumber(one.mention.name) && certain.has(lineKey(one)));
  const doubtful = new Map(settled.filter(one => !isCertain(one)).map(one => [lineKey(one), one]));
  return {
    edits: settled.filter(isCertain).map(({ mention, renaming }) => ({ span: spanOf(mention), text: newName(renaming, mention) })),
    doubtful: [...doubtful.values()].map(({ mention, renaming, line, doubt = onlyName }) => {
      return { renaming, span: spanOf(mention), line, text: lines.around(mention), reason: doubt };
    }),
  };
}

/** A line is shown once for each migration. */
function lineKey({ line, renaming }: MentionDecision): string {
  return `${line} ${renaming.fromPath}`;
}

function spanOf({ start, end }: NameMention): Span {
  return { start, end };
}

function doubtOf({ kind }: NameMention, { bearers, doubt }: MentionReading, { isDropped }: Renaming): string | undefined {
  if (kind !== 'number' && bearers.length > 1) return ambiguity(bearers);
  return doubt ?? (isDropped ? 'it is removed' : undefined);
}

function ambiguity(bearers: readonly NameBearer[]): string {
  const homes = [...new Set(bearers.map(({ label, folder }) => label || folder))].sort();
  if (homes.length === 1) return `another migration of ${homes.join()} has that name`;
  return `migrations of ${homes.length > 3 ? `${homes.length} apps` : homes.join(' and ')} have that name`;
}
