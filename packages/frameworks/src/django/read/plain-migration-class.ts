import { isProblem, readModule } from '../../languages/python/values/module-facts.js';
import { importOrigin } from '../../languages/python/modules/import-origin.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import type { ClassOutline, NameScope } from '../../languages/python/modules/name-scope.js';
import { baseNames, migrationClass } from './migration-class.js';

export interface PlainMigrationClass {
  readonly read: ModuleOutline;
  readonly definition: ClassOutline;
}

/** A module whose `Migration` does what its `operations` say and nothing else: Django's class is its only base, and it has no methods. */
export function plainMigrationClass(bytes: Uint8Array): PlainMigrationClass | undefined {
  const read = readModule(bytes, { classes: name => name === 'Migration', facts: new Set(['operations']) });
  if (isProblem(read) || read.module.touched.has('Migration')) return undefined;
  const found = migrationClass(read);
  if (found === 'absent' || !found.definition || !hasDjangoBase(read, found.definition)) return undefined;
  const { body } = found.definition;
  const inner = [...body.bindings.values()].flat().some(({ reason }) => reason === 'a function' || reason === 'another class');
  return inner || callsSomething(body) ? undefined : { read, definition: found.definition };
}

/** Whether a statement of a scope does more than give a value to a name. */
export function callsSomething({ touched }: NameScope): boolean {
  return [...touched.keys()].some(name => name !== 'pass' && name !== 'pass.*');
}

function hasDjangoBase(read: ModuleOutline, definition: ClassOutline): boolean {
  const bases = baseNames(read, definition);
  const [base, ...others] = bases.kind === 'sequence' ? bases.elements : [];
  if (base?.kind !== 'string' || others.length > 0) return false;
  const imported = read.module.bindings.get(base.text)?.filter(({ definition: own }) => own !== definition);
  const module = imported ? { ...read.module, bindings: new Map([[base.text, imported]]) } : read.module;
  return /^django\.db\.migrations\.(?:migration\.)?Migration$/.test(importOrigin({ ...read, module }, base.text) ?? '');
}
