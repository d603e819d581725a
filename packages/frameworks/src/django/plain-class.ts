import { isProblem, readModule } from '../python/facts.js';
import { originOf } from '../python/origin.js';
import type { Outline } from '../python/outline.js';
import type { ClassOutline, Scope } from '../python/scope.js';
import { basesOf, migrationIn } from './extract.js';

export interface PlainClass {
  readonly read: Outline;
  readonly definition: ClassOutline;
}

/** A module whose `Migration` does what its `operations` say and nothing else: Django's class is its only base, and it has no methods. */
export function plainClass(bytes: Uint8Array): PlainClass | undefined {
  const read = readModule(bytes, { classes: name => name === 'Migration', facts: new Set(['operations']) });
  if (isProblem(read) || read.module.touched.has('Migration')) return undefined;
  const found = migrationIn(read);
  if (found === 'absent' || !found.definition || !isDjangos(read, found.definition)) return undefined;
  const { body } = found.definition;
  const inner = [...body.bindings.values()].flat().some(({ reason }) => reason === 'a function' || reason === 'another class');
  return inner || callsSomething(body) ? undefined : { read, definition: found.definition };
}

/** Whether a statement of a scope does more than give a value to a name. */
export function callsSomething({ touched }: Scope): boolean {
  return [...touched.keys()].some(name => name !== 'pass' && name !== 'pass.*');
}

function isDjangos(read: Outline, definition: ClassOutline): boolean {
  const bases = basesOf(read, definition);
  const [base, ...others] = bases.kind === 'sequence' ? bases.elements : [];
  if (base?.kind !== 'string' || others.length > 0) return false;
  const imported = read.module.bindings.get(base.text)?.filter(({ definition: own }) => own !== definition);
  const module = imported ? { ...read.module, bindings: new Map([[base.text, imported]]) } : read.module;
  return /^django\.db\.migrations\.(?:migration\.)?Migration$/.test(originOf({ ...read, module }, base.text) ?? '');
}
