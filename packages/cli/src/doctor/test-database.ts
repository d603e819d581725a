import type { Examined } from '@oneleaf/core';
import type { Files } from '../setup/files.js';
import { ciFiles } from './server.js';

/** Where CI hides that its database could not be made: one of a run that failed is then taken for a new one. */
export function examineTestDatabases(files: Files): readonly Examined[] {
  return ciFiles(files).flatMap(path =>
    hidden(files.read(path) ?? '').map(({ line, command }): Examined => {
      const rewritten = recreating(command);
      return {
        subject: 'ci',
        condition: 'warn',
        message: `${path}, line ${line}, hides that CREATE DATABASE failed: the tests then run on what a stopped run has left`,
        fix: { title: 'drop the database first, and let the step fail', ...(rewritten !== undefined && { command: rewritten }) },
      };
    }),
  );
}

interface Hidden {
  /** Counted from 1. */
  readonly line: number;
  /** Continued lines are joined. */
  readonly command: string;
}

/** A shell's `||` with something that never fails. */
const SILENCED = /\s*(?:2>\s*\/dev\/null|&>\s*\/dev\/null)?\s*\|\|\s*(?:true|:|exit 0|echo\b[^|&;]*)\s*$/;

function hidden(text: string): readonly Hidden[] {
  // A line, and what a backslash at its end continues.
  const commands = text.matchAll(/^[^\S\n]*(?!#)\S.*?(?:\\\n.*?)*$/gm);
  return [...commands].flatMap(({ 0: source, index }) => {
    const joined = source.replace(/\s*\\\n\s*/g, ' ');
    const command = joined.slice(Math.max(joined.search(/\bpsql\b/), 0)).trim();
    if (!/^psql\b.*\bCREATE\s+DATABASE\b/i.test(command) || !SILENCED.test(command)) return [];
    return [{ line: text.slice(0, index).split('\n').length, command }];
  });
}

const CREATING = /(?<option>(?:-c|--command)[\s=]*)(?<quote>["'])\s*(?=CREATE\s+DATABASE\s+(?<name>(?:\$\{\{.*?\}\}|[^\s;"'\\])+))/i;

/** The same command so that it may run twice; undefined where its SQL cannot be read. */
function recreating(command: string): string | undefined {
  const { option, quote, name } = CREATING.exec(command)?.groups ?? {};
  if (option === undefined || quote === undefined || name === undefined) return undefined;
  // Each -c is a transaction of its own, which CREATE DATABASE and DROP DATABASE ask for.
  const dropping = `${option}${quote}DROP DATABASE IF EXISTS ${name};${quote} ${option}${quote}`;
  return command.replace(SILENCED, '').replace(CREATING, () => dropping);
}
