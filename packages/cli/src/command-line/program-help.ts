import { catalogue } from '@oneleaf/core';
import { EXITS_HELP, reportOptionsHelp } from './command-spec.js';
import { commands } from '../commands/index.js';

export function programHelp(): string {
  const help = `oneleaf finds and fixes migration conflicts between branches.
It reads Django and Alembic migrations from git without running them. Only verify, drift, generate and prove run them, on throw-away databases.

Usage: oneleaf COMMAND [OPTIONS]

${commands.map(({ name, summary }) => `  ${name.padEnd(15)}${summary}\n`).join('')}
${reportOptionsHelp('text or json')}  -h, --help           this help, or the help of a command
  -v, --version        the version

Rules:
${columns(catalogue.map(({ name }) => name))}

${EXITS_HELP}`;
  return help;
}

/** Three columns of names, so that no line of a terminal breaks inside a name. */
function columns(names: readonly string[]): string {
  const height = Math.ceil(names.length / 3);
  const row = (at: number): string => [0, 1, 2].map(column => (names[at + column * height] ?? '').padEnd(24)).join('');
  return Array.from({ length: height }, (_, at) => `  ${row(at).trimEnd()}`).join('\n');
}
