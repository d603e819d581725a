import type { RelatedLocation } from '@oneleaf/core';

/** What a location has to do with a finding, behind its line: `line 12: create_table cases`, `line 12`, `the original`. */
export function locationNote({ line, message }: Pick<RelatedLocation, 'line' | 'message'>): string {
  const known = line === undefined ? [] : [`line ${line}`];
  return [...known, ...(message === '' ? [] : [message])].join(': ');
}
