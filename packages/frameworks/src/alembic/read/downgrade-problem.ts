import type { Span } from '@oneleaf/core';
import { functionBody, isEmptyBody, type BodyStatement } from '../../languages/python/modules/function-body.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';

/** Why what `upgrade()` does cannot be undone; undefined where it can, does nothing, or where the file does not say. */
export function downgradeProblem(read: ModuleOutline): { readonly what: string; readonly span: Span } | undefined {
  const upgrade = functionBody(read, 'upgrade');
  if (!upgrade || isEmptyBody(read, upgrade)) return undefined;
  const [up] = read.module.bindings.get('upgrade') ?? [];
  const [down] = read.module.bindings.get('downgrade') ?? [];
  if (!down) return up && { what: 'there is no downgrade', span: up.span };
  const body = functionBody(read, 'downgrade');
  if (!body) return undefined;
  if (isEmptyBody(read, body)) return { what: 'downgrade does nothing', span: down.span };
  return body.lines.every(line => isRefusal(read, line)) ? { what: 'downgrade only raises', span: down.span } : undefined;
}

function isRefusal({ text }: ModuleOutline, line: BodyStatement): boolean {
  return line.kind === 'simple' && (line.isDocstring || /^(?:raise|pass|print)\b/.test(text.slice(line.span.start, line.span.end)));
}
