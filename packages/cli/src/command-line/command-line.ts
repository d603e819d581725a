import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import { optionFlag, optionText, type ParsedArguments } from './arguments.js';
import { UsageError } from '@oneleaf/core/errors';
import type { TerminalContext, CommandRun } from './command-run.js';
import type { CommandEntry, CommandSpec } from './command-spec.js';
import { commands } from '../commands/index.js';

/** What was asked for on the command line. */
export interface ParsedCommand {
  readonly run: CommandRun;
  /** Printed instead of failing when no verdict was possible. */
  readonly unverifiedNotice?: string;
  /** Whether the exit code is always 0. */
  readonly isQuiet?: (env: TerminalContext['env']) => boolean;
}

/** What can stand in the place of a command. */
const PROGRAM_OPTIONS: Readonly<Record<string, (value: string | undefined) => ParsedCommand | Promise<ParsedCommand>>> = {
  '--help': helpCommand,
  '-h': helpCommand,
  help: helpCommand,
  '--version': versionCommand,
  '-v': versionCommand,
  '--explain': explainCommand,
};

/** Reads the arguments after the program's name. */
export async function readCommandLine(args: readonly string[]): Promise<ParsedCommand> {
  const [first = '--help', ...rest] = args;
  const equals = first.indexOf('=');
  const name = equals < 0 ? first : first.slice(0, equals);
  const value = equals < 0 ? rest[0] : first.slice(equals + 1);
  const command = commands.find(one => one.name === name);
  if (command) return readCommand(command, rest);
  const known = Object.hasOwn(PROGRAM_OPTIONS, name) ? PROGRAM_OPTIONS[name] : undefined;
  if (!known) throw new UsageError(`there is no command ${name}`, 'oneleaf --help');
  return known(value);
}

async function readCommand({ name, load }: CommandEntry, args: readonly string[]): Promise<ParsedCommand> {
  const spec = await load();
  const parsed = parseCommand(name, spec.options, args);
  if (optionFlag(parsed, 'help')) return printText(() => spec.help);
  const rule = optionText(parsed, 'explain');
  if (rule !== undefined) return explainCommand(rule);
  const { unverifiedNotice, isQuiet } = spec;
  return {
    run: spec.read(parsed),
    ...(unverifiedNotice === undefined ? {} : { unverifiedNotice }),
    ...(isQuiet ? { isQuiet: (env: TerminalContext['env']) => isQuiet(parsed, env) } : {}),
  };
}

const COMMON_OPTIONS = { explain: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

function parseCommand(name: string, options: CommandSpec['options'], args: readonly string[]): ParsedArguments {
  // A shell variable that is not set: `--ref "$BRANCH"`.
  if (args.some(arg => arg === '' || /^--[a-z]+=$/.test(arg)))
    throw new UsageError('one of the arguments is empty', `oneleaf ${name} --help`);
  try {
    return parseArgs({ args: [...args], options: { ...options, ...COMMON_OPTIONS }, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node says what is wrong in its first sentence, and then how to pass what looks like an option.
    const [sentence = ''] = isNativeError(cause) ? cause.message.split(/\.(?:\s|$)/) : [String(cause)];
    throw new UsageError(lowerFirst(sentence), `oneleaf ${name} --help`, { cause });
  }
}

async function helpCommand(topic: string | undefined): Promise<ParsedCommand> {
  const command = commands.find(({ name }) => name === topic);
  const help = command ? (await command.load()).help : (await import('./program-help.js')).programHelp();
  return printText(() => help);
}

function versionCommand(): ParsedCommand {
  return printText(context => `${context.version}\n`);
}

function explainCommand(rule: string | undefined): ParsedCommand {
  if (rule === undefined || rule === '') throw new UsageError('--explain takes the name of a rule', 'oneleaf --explain multiple-leaves');
  return printText(({ readPage }) => {
    const page = /^[a-z-]+$/.test(rule) ? readPage(rule) : undefined;
    if (page === undefined) throw new UsageError(`there is no rule ${rule}`, 'oneleaf --help');
    return page;
  });
}

function printText(text: (context: Parameters<CommandRun>[0]) => string): ParsedCommand {
  return { run: async context => Promise.resolve({ output: text(context), exitCode: 0 }) };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
