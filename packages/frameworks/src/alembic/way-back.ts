import type { Span } from '@oneleaf/core';
import { bodyOf, isIdle, type Line } from '../python/body.js';
import type { Outline } from '../python/outline.js';

/** Why what `upgrade()` does cannot be undone; undefined where it can, does nothing, or where the file does not say. */
export function wayBack(read: Outline): { readonly what: string; readonly span: Span } | undefined {
  const upgrade = bodyOf(read, 'upgrade');
  if (!upgrade || isIdle(read, upgrade)) return undefined;
  const [up] = read.module.bindings.get('upgrade') ?? [];
  const [down] = read.module.bindings.get('downgrade') ?? [];
  if (!down) return up && { what: 'there is no downgrade', span: up.span };
  const body = bodyOf(read, 'downgrade');
  if (!body) return undefined;
  if (isIdle(read, body)) return { what: 'downgrade does nothing', span: down.span };
  return body.lines.every(line => onlyRefuses(read, line)) ? { what: 'downgrade only raises', span: down.span } : undefined;
}

function onlyRefuses({ text }: Outline, line: Line): boolean {
  return line.kind === 'simple' && (line.isDocstring || /^(?:raise|pass|print)\b/.test(text.slice(line.span.start, line.span.end)));
}
