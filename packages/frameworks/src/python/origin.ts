import type { Outline } from './outline.js';
import { type Scope, star } from './scope.js';

const statement = /^(?:from\s+(\.*[\w.]*)\s+)?import\b(.*)$/s;
const item = /([\w.]+)(?:\s+as\s+\w+)?[\s)\\]*$/;

/**
 * The full name of what a dotted name stands for, by the import statement that binds its first part: `migrations.AddField` is
 * `django.db.migrations.AddField`. Undefined where something else than one import binds it, or where that is relative.
 */
export function originOf({ text, module }: Outline, path: string, scopes: readonly Scope[] = []): string | undefined {
  const [first = '', ...rest] = path.split('.');
  const bindings = [...scopes, module].find(scope => scope.bindings.has(first))?.bindings.get(first) ?? [];
  // `import sqlalchemy as sa` twice is common where snippets are pasted.
  const origins = new Set(bindings.map(({ reason, span }) => (reason === 'imported' ? imported(text.slice(span.start, span.end)) : '')));
  const [origin = '', ...others] = origins;
  return origin === '' || others.length > 0 || module.bindings.has(star) ? undefined : [origin, ...rest].join('.');
}

/** What a statement that breaks off after the name at hand gives to this name. */
function imported(source: string): string {
  const bare = source
    .replaceAll(/#[^\r\n]*/g, '')
    .trimEnd()
    .replace(/,$/, '');
  const [, from, names = ''] = statement.exec(bare) ?? [];
  const [last = '', name = ''] = item.exec(names) ?? [];
  if (from === undefined) return /\bas\b/.test(last) ? name : (name.split('.')[0] ?? '');
  return from.startsWith('.') ? '' : `${from}.${name}`;
}
