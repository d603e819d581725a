import type { ModuleOutline } from './module-outline.js';
import { type NameScope, STAR_IMPORT } from './name-scope.js';

const importPattern = /^(?:from\s+(\.*[\w.]*)\s+)?import\b(.*)$/s;
const importedItem = /([\w.]+)(?:\s+as\s+\w+)?[\s)\\]*$/;

/**
 * The full name of what a dotted name stands for, by the import statement that binds its first part: `sa.Column` is
 * `sqlalchemy.Column`. Undefined where something else than one import binds it, or where that is relative.
 */
export function importOrigin({ text, module }: ModuleOutline, path: string, scopes: readonly NameScope[] = []): string | undefined {
  const [first = '', ...rest] = path.split('.');
  const bindings = [...scopes, module].find(scope => scope.bindings.has(first))?.bindings.get(first) ?? [];
  // `import sqlalchemy as sa` twice is common where snippets are pasted.
  const origins = new Set(
    bindings.map(({ reason, span }) => (reason === 'imported' ? importedName(text.slice(span.start, span.end)) : '')),
  );
  const [origin = '', ...others] = origins;
  return origin === '' || others.length > 0 || module.bindings.has(STAR_IMPORT) ? undefined : [origin, ...rest].join('.');
}

/** What a statement that breaks off after the name at hand gives to this name. */
function importedName(source: string): string {
  const bare = source
    .replaceAll(/#[^\r\n]*/g, '')
    .trimEnd()
    .replace(/,$/, '');
  const [, from, names = ''] = importPattern.exec(bare) ?? [];
  const [last = '', name = ''] = importedItem.exec(names) ?? [];
  if (from === undefined) return /\bas\b/.test(last) ? name : (name.split('.')[0] ?? '');
  return from.startsWith('.') ? '' : `${from}.${name}`;
}
