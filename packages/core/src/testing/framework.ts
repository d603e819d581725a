import type { Framework } from '../adapter/framework.js';

const known = new Map<string, Framework>();

/** A framework of which only its name counts; one object a name, as in the real list. */
export function frameworkNamed(name: string): Framework {
  const framework = known.get(name) ?? ({ name, version: 1 } as Framework);
  known.set(name, framework);
  return framework;
}
