import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import { optionFlag, optionText, type ParsedArguments } from './arguments.js';
import { UsageError } from '@oneleaf/workflows/errors';
import { programHelp } from './program-help.js';
import type { ProcessContext, CommandRun } from '@oneleaf/workflows/process-context';
import type { CommandSpec } from './command-spec.js';
import { commands } from './command-list.js';

/** What was asked for on the command line. */
export interface ParsedCommand {
  readonly run: CommandRun;
  /** What is said where no verdict stops nothing. */
  readonly lenient?: string;
  /** Whether no failure is to be one. */
  readonly quiet?: (env: ProcessContext['env']) => boolean;
}

/** What can stand in a word's place. */
const PROGRAM_OPTIONS: Readonly<Record<string, (value: string | undefined) => ParsedCommand>> = {
  '--help': helpCommand,
  '-h': helpCommand,
  help: helpCommand,
  '--version': versionCommand,
  '-v': versionCommand,
  '--explain': explainCommand,
};

/** Reads the arguments after the program's name. */
export function readCommandLine(args: readonly string[]): ParsedCommand {
  const [first = '--help', ...rest] = args;
  const equals = first.indexOf('=');
  const name = equals < 0 ? first : first.slice(0, equals);
  const value = equals < 0 ? rest[0] : first.slice(equals + 1);
  const word = commands.find(one => one.name === name);
  if (word) return readCommand(word, rest);
  const known = Object.hasOwn(PROGRAM_OPTIONS, name) ? PROGRAM_OPTIONS[name] : undefined;
  if (!known) throw new UsageError(`there is no command ${name}`, 'oneleaf --help');
  return known(value);
}

function readCommand(word: CommandSpec, args: readonly string[]): ParsedCommand {
  const parsed = parseCommand(word, args);
  if (optionFlag(parsed, 'help')) return helpCommand(word.name);
  const rule = optionText(parsed, 'explain');
  if (rule !== undefined) return explainCommand(rule);
  const { unverifiedNotice, isQuiet } = word;
  return {
    run: word.read(parsed),
    ...(unverifiedNotice === undefined ? {} : { lenient: unverifiedNotice }),
    ...(isQuiet ? { quiet: (env: ProcessContext['env']) => isQuiet(parsed, env) } : {}),
  };
}

const COMMON_OPTIONS = { explain: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

function parseCommand({ name, options }: CommandSpec, args: readonly string[]): ParsedArguments {
  // A shell variable that is not set: `--ref "$BRANCH"`.
  if (args.some(arg => arg === '' || /^--[a-z]+=$/.test(arg))) throw new UsageError('an argument is empty', `oneleaf ${name} --help`);
  try {
    return parseArgs({ args: [...args], options: { ...options, ...COMMON_OPTIONS }, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node says what is wrong in its first sentence, and then how to pass what looks like an option.
    const [sentence = ''] = isNativeError(cause) ? cause.message.split(/\.(?:\s|$)/) : [String(cause)];
    throw new UsageError(lowerFirst(sentence), `oneleaf ${name} --help`, { cause });
  }
}

function helpCommand(topic: string | undefined): ParsedCommand {
  return printText(() => commands.find(({ name }) => name === topic)?.help ?? programHelp());
}

function versionCommand(): ParsedCommand {
  return printText(outside => `${outside.version}\n`);
}

function explainCommand(rule: string | undefined): ParsedCommand {
  if (rule === undefined || rule === '') throw new UsageError('--explain takes the name of a rule', 'oneleaf --explain multiple-leaves');
  return printText(({ readPage }) => {
    const page = /^[a-z-]+$/.test(rule) ? readPage(rule) : undefined;
    if (page === undefined) throw new UsageError(`there is no rule ${rule}`, 'oneleaf --help');
    return page;
  });
}

function printText(text: (outside: Parameters<CommandRun>[0]) => string): ParsedCommand {
  return { run: async outside => Promise.resolve({ output: text(outside), exitCode: 0 }) };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
