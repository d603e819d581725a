import { catalogue } from '@oneleaf/core';
import { EXITS_HELP, reportOptionsHelp } from './command-spec.js';
import { commands } from '../commands/index.js';

export function programHelp(): string {
  const help = `oneleaf keeps every migration history on one leaf.
It reads Django and Alembic migrations out of git, without running them; verify, drift, generate and prove run them, on throw-away databases.

Usage: oneleaf COMMAND [OPTIONS]

${commands.map(({ name, summary }) => `  ${name.padEnd(15)}${summary}\n`).join('')}
${reportOptionsHelp('text or json')}  -h, --help           help, also of one command
  -v, --version        the version

Rules:
${columns(catalogue.map(({ name }) => name))}

${EXITS_HELP}`;
  return help;
}

/** Three columns: the names are of like length, and a long line breaks in the middle of one. */
function columns(names: readonly string[]): string {
  const height = Math.ceil(names.length / 3);
  const row = (at: number): string => [0, 1, 2].map(column => (names[at + column * height] ?? '').padEnd(24)).join('');
  return Array.from({ length: height }, (_, at) => `  ${row(at).trimEnd()}`).join('\n');
}
