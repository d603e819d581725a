import type { Expression } from '../syntax/expression.js';

/** What stands between the first quotes of an expression that cannot be read: an f-string, or one with `%` or `.format` behind it. */
export function quotedText(text: string, { span }: Expression): string {
  const source = text.slice(span.start, span.end);
  return /^[a-zA-Z]{0,2}("""|'''|"|')([^]*?)\1/.exec(source)?.[2] ?? '';
}
