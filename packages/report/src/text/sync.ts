import type { MarkerCheck } from '@oneleaf/core';
import type { TextOptions } from './render-text.js';
import { BLANK_LINE, printLines, type StyledLine } from './layout/line.js';
import { count } from '../words/wording.js';

export interface SyncTextOptions extends Omit<TextOptions, 'now' | 'wording'> {
  /** Whether the stale markers were written. */
  readonly written: boolean;
  /** What writes them. */
  readonly command?: string;
}

/** What became of the markers and descriptions of a tree, or with nothing written, what is wrong with them. */
export function renderSync(markers: readonly MarkerCheck[], options: SyncTextOptions): string {
  const stale = markers.flatMap(marker => marker.stale.map(({ message }): StyledLine => [...staleHeading(options, marker), message]));
  const left = markers.flatMap(marker => marker.left.map(({ message }): StyledLine => [message]));
  const fix: readonly StyledLine[] =
    stale.length > 0 && !options.written ? [['fix: ', { text: options.command ?? 'npx oneleaf sync', tone: 'command' }]] : [];
  const lines = [...stale, ...fix, ...left];
  return printLines([...lines, ...(lines.length > 0 ? [BLANK_LINE] : []), [syncSummary(markers, options)]], options);
}

function staleHeading({ written }: SyncTextOptions, { describes }: MarkerCheck): StyledLine {
  const rule = describes ? 'stale-description' : 'stale-marker';
  return written ? [] : [{ text: 'error', tone: 'bad' }, ' ', { text: rule, tone: 'strong' }, '  '];
}

function syncSummary(all: readonly MarkerCheck[], { written }: SyncTextOptions): string {
  if (all.length === 0) return 'no max_migration.txt, migrations_lockfile.txt or leaf.lock found';
  const [markers, descriptions] = [all.filter(({ describes }) => !describes), all.filter(({ describes }) => describes)];
  const stale = all.filter(marker => marker.stale.length > 0).length;
  const left = all.filter(marker => marker.left.length > 0).length;
  const parts = [stale > 0 ? `${stale} ${written ? 'rewritten' : 'stale'}` : '', left > 0 ? `${left} left alone` : ''];
  const counts = [
    ...(markers.length > 0 ? [count(markers.length, 'marker')] : []),
    ...(descriptions.length > 0 ? [count(descriptions.length, 'description')] : []),
  ];
  return `${counts.join(', ')}, ${parts.filter(part => part !== '').join(', ') || 'all true'}`;
}
