import { valueOf } from '../python/facts.js';
import { plainClass } from './plain-class.js';

/** Whether a migration changes nothing and stands for no other: no operations, and no statement of the module that calls anything. */
export function doesNothing(bytes: Uint8Array): boolean {
  const plain = plainClass(bytes);
  if (!plain || plain.read.module.touched.size > 0) return false;
  const { read, definition } = plain;
  return ['operations', 'replaces'].every(name => {
    const value = valueOf(read, [definition.body, read.module], name);
    return !value || (value.kind === 'sequence' && value.elements.length === 0);
  });
}
