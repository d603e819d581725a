import type { Framework } from '../adapter/framework.js';

const known = new Map<string, Framework>();

export function frameworkNamed(name: string): Framework {
  const framework = known.get(name) ?? ({ name, version: 1, recognise: {} } as Framework);
  known.set(name, framework);
  return framework;
}
