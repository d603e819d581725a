import type { Span, TextEdit } from '@oneleaf/core';
import { Lines } from './lines.js';
import { renamed } from './names.js';
import { type Bearer, type Mention, type Reading, type Renaming, alone, isNumber } from './renaming.js';

export interface Doubtful {
  readonly renaming: Renaming;
  readonly span: Span;
  /** From 1. */
  readonly line: number;
  /** The line, trimmed, at most 120 characters. */
  readonly text: string;
  readonly reason: string;
}

export interface Mentions {
  /** Splices that respell what can only mean a renamed migration. */
  readonly edits: readonly TextEdit[];
  /** The lines that may mean one, for a person to look at. */
  readonly doubtful: readonly Doubtful[];
}

interface Settled {
  readonly mention: Mention;
  readonly renaming: Renaming;
  readonly line: number;
  readonly doubt: string | undefined;
}

/** Edits where there is no doubt. A place that is read as none of the renamed migrations is none. */
export function settle(text: string, mentions: readonly Mention[], readings: readonly (Reading | undefined)[]): Mentions {
  const lines = new Lines(text);
  const settled = mentions.flatMap((mention, at): readonly Settled[] => {
    const reading = readings[at] ?? { bearers: [] };
    const [renaming] = reading.bearers.flatMap(bearer => bearer.renaming ?? []);
    return renaming ? [{ mention, renaming, line: lines.numberAt(mention.start), doubt: doubtOf(mention, reading, renaming) }] : [];
  });
  const certain = new Set(settled.filter(({ doubt }) => doubt === undefined).map(keyOf));
  // `[0002_tax](shop/migrations/0002_tax.py)`: the one says what the other means.
  const isCertain = (one: Settled): boolean =>
    one.doubt === undefined || (one.doubt === alone && !isNumber(one.mention.name) && certain.has(keyOf(one)));
  const doubtful = new Map(settled.filter(one => !isCertain(one)).map(one => [keyOf(one), one]));
  return {
    edits: settled.filter(isCertain).map(({ mention, renaming }) => ({ span: spanOf(mention), text: renamed(renaming, mention) })),
    doubtful: [...doubtful.values()].map(({ mention, renaming, line, doubt = alone }) => {
      return { renaming, span: spanOf(mention), line, text: lines.around(mention), reason: doubt };
    }),
  };
}

/** A line is shown once for each migration. */
function keyOf({ line, renaming }: Settled): string {
  return `${line} ${renaming.fromPath}`;
}

function spanOf({ start, end }: Mention): Span {
  return { start, end };
}

function doubtOf({ kind }: Mention, { bearers, doubt }: Reading, { isDropped }: Renaming): string | undefined {
  if (kind !== 'number' && bearers.length > 1) return severally(bearers);
  return doubt ?? (isDropped ? 'it goes away' : undefined);
}

function severally(bearers: readonly Bearer[]): string {
  const homes = [...new Set(bearers.map(({ label, folder }) => label || folder))].sort();
  if (homes.length === 1) return `another migration of ${homes.join()} goes by that name`;
  return `migrations of ${homes.length > 3 ? `${homes.length} apps` : homes.join(' and ')} go by that name`;
}
