import { LineIndex, type Span } from '@oneleaf/core';
import { commandAt, optionsOf, type ShellCommand, type ShellWord } from './shell-command.js';

/** A command that creates a database and hides its failure. */
export interface SilencedCommand {
  /** Counted from 1. */
  readonly line: number;
  readonly kind: 'psql' | 'createdb';
  /** From the variables, sudo or docker before the program on. */
  readonly start: number;
  readonly program: ShellWord;
  readonly words: readonly ShellWord[];
  /** Behind the command, without what silences it. */
  readonly end: number;
  /** What silences it. */
  readonly silencers: readonly Span[];
}

// A line, and what a backslash at its end continues.
const STATEMENT = /^[^\S\n]*(?!#)\S.*?(?:\\\r?\n.*?)*$/gm;
const PROGRAM = /(?<![\w.])(?<![^\t@+]-)(?:[\w.~-]*\/[\w./-]*)?\b(?:psql|createdb)(?=\s|\\\r?\n)/g;
/** How YAML or make begin what a shell is given. */
const LEAD = /^\s*(?:[@+-]+(?=\S)|(?:-\s+)*)(?:[\w-]+:\s+)?(?:-\s+)?/;
/** make continues after such a command fails. */
const GOES_ON = /^\t[@+]*(?<mark>-)/;
const LAUNCHER = /^(?:\w+=.*|sudo|docker|docker-compose|podman|podman-compose|env|\$.+)$/s;
/** Behind it nothing may come that the silence is for. */
const NOTHING_MORE = /^\s*(?:\\?["']\s*)*[)}]*\s*(?:#.*)?$/;

/** Characters of a statement, and of a file, that are read: patterns that look back and forth need a bound on what others write. */
const MAX_STATEMENT = 2000;
const MAX_FILE = 1 << 18;

export function silencedCommands(text: string): readonly SilencedCommand[] {
  const lines = new LineIndex(text);
  return statementsWithPrograms(text)
    .filter(({ 0: statement }) => isReadable(text, statement))
    .flatMap(({ 0: statement, index: from }) =>
      [...statement.matchAll(PROGRAM)].flatMap(({ index }) => {
        const command = silencedAt(text.slice(0, from + statement.length), from, from + index);
        return command ? [{ ...command, line: lines.position(from).line }] : [];
      }),
    );
}

/** The first line, counted from 1, that calls such a program and is too long to be read; undefined where there is none. */
export function firstUnreadLine(text: string): number | undefined {
  const unread = statementsWithPrograms(text).find(({ 0: statement }) => !isReadable(text, statement));
  return unread && new LineIndex(text).position(unread.index).line;
}

function statementsWithPrograms(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(STATEMENT)].filter(([statement]) => /psql|createdb/.test(statement));
}

function isReadable(text: string, statement: string): boolean {
  return text.length <= MAX_FILE && statement.length <= MAX_STATEMENT;
}

/** `from`: where the line begins. */
function silencedAt(text: string, from: number, at: number): Omit<SilencedCommand, 'line'> | undefined {
  const command = commandAt(text, at);
  const silencers = silencersOf(text, from, command);
  const [program, ...words] = command.words;
  if (!program || silencers.length === 0) return undefined;
  const kind = program.text.endsWith('psql') ? 'psql' : 'createdb';
  const one = { kind, start: startOf(text, from, program.start), program, words, end: command.last, silencers } as const;
  return createsDatabase(text, one) ? one : undefined;
}

/** Every span that has to go for a failure to be one: none where it is one already. */
function silencersOf(text: string, from: number, command: ShellCommand): readonly Span[] {
  const mark = GOES_ON.exec(text.slice(from))?.[0].length;
  const marks = mark === undefined ? [] : [{ start: from + mark - 1, end: from + mark }];
  const ending = ignoredEnding(text, command);
  if (marks.length === 0 && ending.length === 0) return [];
  return [...marks, ...command.muted.map(({ start, end }) => ({ start: trimmedEnd(text, start), end })), ...ending];
}

/** `|| true`, where nothing is behind it that it is for. */
function ignoredEnding(text: string, { last, operator, end }: ShellCommand): readonly Span[] {
  if (operator !== '||') return [];
  const other = commandAt(text, end);
  const isOver = other.operator === '&&' || (other.operator === '' && NOTHING_MORE.test(text.slice(other.last)));
  return isOver && isNoCommand(other) ? [{ start: last, end: other.last }] : [];
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && (/\s/.test(text.charAt(at - 1)) || /^\\\r?\n/.test(text.slice(at - 1, at + 2)))) at -= 1;
  return at;
}

function isNoCommand({ words: [first, second] }: ShellCommand): boolean {
  return first?.text === 'exit' ? second?.text === '0' : ['true', ':', 'echo'].includes(first?.text ?? '');
}

/** Where the command begins whose program this is. */
function startOf(text: string, line: number, program: number): number {
  const begun = line + (LEAD.exec(text.slice(line))?.[0].length ?? 0);
  let at = Math.min(begun, program);
  for (;;) {
    const before = commandAt(text.slice(0, program), at);
    if (before.operator !== '') at = before.end;
    // A quotation that is open goes around the command.
    else if (before.end < program) at = before.end + 1;
    else return before.words[0]?.start ?? program;
  }
}

function createsDatabase(text: string, { kind, start, program, words }: Omit<SilencedCommand, 'line'>): boolean {
  if (kind === 'psql') return optionsOf(words, 'c', 'command').some(({ value }) => /\bCREATE\s+DATABASE\b/i.test(value.text));
  const [first] = commandAt(text.slice(0, program.start), start).words;
  return words.length > 0 && (!first || LAUNCHER.test(first.text));
}
