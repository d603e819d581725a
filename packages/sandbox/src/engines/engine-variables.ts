import type { ProcessEnvironment } from '../environment.js';
import { engines } from './index.js';

/** Without the variables by which an engine's programs and drivers would be led to another server. */
export function withoutEngineVariables(env: ProcessEnvironment): ProcessEnvironment {
  const prefixes = engines.flatMap(({ variablePrefix }) => variablePrefix ?? []);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !prefixes.some(prefix => name.startsWith(prefix))));
}
