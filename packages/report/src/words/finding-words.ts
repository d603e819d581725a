import type { Finding, Fix } from '@oneleaf/core';
import { visible } from './visible.js';

/** Findings of one rule that are shown; the rest is counted. */
export const SHOWN_PER_RULE = 10;

/** The histories that findings speak of, each once. */
export function historiesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ history }) => history))].filter(history => history !== '');
}

/** A command that cannot be shown as it is would do something else when copied: the title has to do. */
export function copyableCommand({ command }: Fix): string | undefined {
  return command !== undefined && visible(command) === command ? command : undefined;
}
