import type { Span } from '@oneleaf/core';
import { decodeString } from '../languages/python/syntax/string-value.js';
import type { TokenKind } from '../languages/python/syntax/scanner.js';

export interface PythonToken extends Span {
  readonly kind: TokenKind;
  readonly source: string;
}

/** What a string without a field is worth. */
export function tokenText(token: PythonToken): string | undefined {
  const value = token.kind === 'string' ? decodeString(token.source) : undefined;
  return value?.kind === 'string' ? value.text : undefined;
}
