import { type ClassOutline, type NameLookup, STAR_IMPORT, lookupName } from '../../languages/python/modules/name-scope.js';
import type { Expression } from '../../languages/python/syntax/expression.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { parseExpression } from '../../languages/python/syntax/parser.js';

/** The module's `Migration`. Importing the base under the same name first is common and harmless. */
export function migrationClass(read: ModuleOutline): NameLookup {
  const found = lookupName(read.module, 'Migration');
  const bindings = read.module.bindings.get('Migration') ?? [];
  const last = bindings.at(-1);
  if (last?.definition && bindings.slice(0, -1).every(({ reason }) => reason === 'imported')) return last;
  const [imported] = read.module.bindings.get(STAR_IMPORT) ?? [];
  return found === 'absent' && imported ? { span: imported.span, reason: 'may come from a star import' } : found;
}

/** The bases as a list of dotted names. */
export function baseNames(read: ModuleOutline, { bases, header }: ClassOutline): Expression {
  const listed = bases ? parseExpression(read.text, bases) : undefined;
  const elements = listed?.kind === 'sequence' ? listed.elements : listed ? [listed] : [];
  const named = elements.map((element): Expression =>
    element.kind === 'name'
      ? { kind: 'string', text: element.path, span: element.span }
      : { kind: 'computed', reason: 'a computed base', span: element.span },
  );
  return { kind: 'sequence', type: 'tuple', elements: named, span: bases ?? header };
}
