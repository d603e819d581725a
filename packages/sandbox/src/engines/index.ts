import type { Engine } from './engine.js';
import { postgresql } from './postgresql/postgresql.js';
import { sqlite } from './sqlite/sqlite.js';

/** All engines. */
export const engines: readonly Engine[] = [postgresql, sqlite];

/** The engine that Python's frameworks call by a name; undefined where Oneleaf does not know it. */
export function engineNamed(name: string): Engine | undefined {
  return engines.find(engine => engine.name === name);
}
