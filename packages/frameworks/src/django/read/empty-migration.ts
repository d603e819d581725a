import { valueOfName } from '../../languages/python/values/module-facts.js';
import { callsSomething, plainMigrationClass } from './plain-migration-class.js';

/** Whether a migration changes nothing and stands for no other: no operations, and no statement of the module that calls anything. */
export function doesNothing(bytes: Uint8Array): boolean {
  const plain = plainMigrationClass(bytes);
  if (!plain || callsSomething(plain.read.module)) return false;
  const { read, definition } = plain;
  return ['operations', 'replaces'].every(name => {
    const value = valueOfName(read, [definition.body, read.module], name);
    return !value || (value.kind === 'sequence' && value.elements.length === 0);
  });
}
