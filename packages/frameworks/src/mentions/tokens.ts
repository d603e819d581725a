import type { Span } from '@oneleaf/core';
import { decodeString } from '../python/escapes.js';
import type { Kind } from '../python/scanner.js';

export interface Token extends Span {
  readonly kind: Kind;
  readonly source: string;
}

/** What a string without a field is worth. */
export function textOf(token: Token): string | undefined {
  const value = token.kind === 'string' ? decodeString(token.source) : undefined;
  return value?.kind === 'string' ? value.text : undefined;
}
