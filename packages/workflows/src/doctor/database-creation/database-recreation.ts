import type { TextEdit } from '@oneleaf/core';
import type { SilencedCommand } from './silenced-commands.js';
import { optionsOf, type ShellOption, type ShellWord } from './shell-command.js';

/** How CI creates a database again. */
export interface Recreation {
  /** Other sessions of the database are ended first. */
  readonly endSessions: boolean;
  /** Who does it, where that is not whom the command names. */
  readonly role?: string;
}

export interface RecreatedDatabase {
  /** As the file spells them. */
  readonly names: readonly string[];
  readonly edits: readonly TextEdit[];
}

/** The splices after which a command may run twice, and fails where it does; undefined where it is not read for certain. */
export function recreateDatabase(text: string, one: SilencedCommand, how: Recreation): RecreatedDatabase | undefined {
  const found = one.kind === 'psql' ? recreateByPsql(text, one, how) : recreateByCreatedb(text, one, how);
  return found && { ...found, edits: [...found.edits, ...one.silencers.map(span => ({ span, text: '' }))] };
}

const CREATING =
  /^(?<quote>\\?["'])(?<before>\s*CREATE\s+DATABASE\s+)(?!IF\b)(?<name>\\?"[^"\\]+\\?"|(?:\$\{\{.*?\}\}|\$\{[^}]*\}|[^\s;"'\\])+)(?<rest>\s[^;]*?)?\s*;?\s*\k<quote>$/is;

interface CreateStatement extends ShellOption {
  readonly quote: string;
  readonly name: string;
  /** Where the name ends. */
  readonly named: number;
  readonly rest: string;
}

function recreateByPsql(text: string, { program, words }: SilencedCommand, how: Recreation): RecreatedDatabase | undefined {
  const commands = optionsOf(words, 'c', 'command');
  const creating = commands.flatMap(createStatements);
  const [user] = optionsOf(words, 'U', 'username');
  // The last command alone says whether psql fails, and a file is a command too.
  if (creating.length < commands.length || optionsOf(words, 'f', 'file').length > 0) return undefined;
  if (how.role !== undefined && words.some(word => isAddress(word))) return undefined;
  const owners = creating.map(one => ownerEdits(one, user, how));
  if (owners.includes(undefined)) return undefined;
  const stopping = commands.length > 1 ? [{ span: insertionAt(program.end), text: ' -v ON_ERROR_STOP=1' }] : [];
  return {
    names: creating.map(({ name }) => name),
    edits: [
      ...stopping,
      ...creating.map(one => dropStatement(text, one, how)),
      ...owners.flatMap(one => one ?? []),
      ...roleEdits(program, user, how),
    ],
  };
}

function createStatements(option: ShellOption): readonly CreateStatement[] {
  const { quote = '', before = '', name, rest = '' } = CREATING.exec(option.value.text)?.groups ?? {};
  if (name === undefined) return [];
  return [{ ...option, quote, name, rest, named: option.value.start + quote.length + before.length + name.length }];
}

/** Characters between a word and an option on the next line. */
const MAX_JOINT = 200;

/** psql runs each -c in its own transaction, and DROP and CREATE DATABASE need that. */
function dropStatement(text: string, { start, value, quote, name }: CreateStatement, { endSessions }: Recreation): TextEdit {
  const option = text.slice(start, value.start).replace(/\s*\\\r?\n\s*/, ' ');
  const sql = `DROP DATABASE IF EXISTS ${name}${endSessions ? ' WITH (FORCE)' : ''};`;
  const [joint = ' '] = /(?<=\S)\s*\\\r?\n[^\S\n]*$/.exec(text.slice(Math.max(0, start - MAX_JOINT), start)) ?? [];
  return { span: insertionAt(start), text: `${option}${quote}${sql}${quote}${joint}` };
}

/** The owner of the database does not change. */
function ownerEdits(
  { quote, rest, named }: CreateStatement,
  user: ShellOption | undefined,
  { role }: Recreation,
): readonly TextEdit[] | undefined {
  if (role === undefined || !user || /\bOWNER\b/i.test(rest)) return [];
  const name = unquoted(user.value.text);
  if (name === role) return [];
  const isTaken = /^[a-z_][a-z0-9_]*$/.test(name) || (name.startsWith('$') && (quote !== "'" || name.startsWith('${{')));
  return isTaken ? [{ span: insertionAt(named), text: ` OWNER ${name}` }] : undefined;
}

function roleEdits(program: ShellWord, user: ShellOption | undefined, { role }: Recreation): readonly TextEdit[] {
  if (role === undefined) return [];
  return user ? [{ span: user.value, text: role }] : [{ span: insertionAt(program.end), text: ` -U ${role}` }];
}

/** An address may name a user, whom -U does not outvote. */
function isAddress({ text }: ShellWord): boolean {
  return /:\/\/|\buser=|URL|URI|DSN/i.test(text);
}

const VALUED =
  /^(?:-[hpUOTElDE]|--(?:host|port|username|owner|template|encoding|locale|lc-collate|lc-ctype|tablespace|maintenance-db|strategy))$/;
const CONNECTING = /^(?:-[hpUwW]|--(?:host|port|username|no-password|password|maintenance-db)\b)/;

function recreateByCreatedb(text: string, { start, program, words }: SilencedCommand, how: Recreation): RecreatedDatabase | undefined {
  const plain = words.filter((_, index) => !VALUED.test(words[index - 1]?.text ?? ''));
  const [name, ...others] = plain.filter(word => !word.text.startsWith('-'));
  const [user] = optionsOf(words, 'U', 'username');
  if (!name || others.length > 1 || isAddress(name)) return undefined;
  const before = text.slice(start, program.start);
  const dropdb = program.text.replace(/createdb$/, 'dropdb');
  const connecting = words.filter((word, index) => CONNECTING.test(word.text) || CONNECTING.test(valueOption(words[index - 1])));
  const connectionOptions = connecting.map(word =>
    word.start <= (user?.value.start ?? -1) && word.end === user?.value.end ? withRole(word, user, how) : word.text,
  );
  const role = how.role !== undefined && !user ? ['-U', how.role] : [];
  const line = [dropdb, '--if-exists', ...(how.endSessions ? ['--force'] : []), ...role, ...connectionOptions, name.text].join(' ');
  const owner = how.role !== undefined && user && optionsOf(words, 'O', 'owner').length === 0 ? [` -O ${user.value.text}`] : [];
  return {
    names: [name.text],
    edits: [
      { span: insertionAt(start), text: `${before.replace(/\s*\\\r?\n\s*/g, ' ')}${line} && ` },
      ...owner.map(added => ({ span: insertionAt(program.end), text: added })),
      ...roleEdits(program, user, how),
    ],
  };
}

function valueOption(word: ShellWord | undefined): string {
  return word && VALUED.test(word.text) ? word.text : '';
}

/** The word that names the user, or the role in its place. */
function withRole(word: ShellWord, { value }: ShellOption, { role }: Recreation): string {
  return role === undefined ? word.text : `${word.text.slice(0, value.start - word.start)}${role}`;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

function insertionAt(place: number): TextEdit['span'] {
  return { start: place, end: place };
}
