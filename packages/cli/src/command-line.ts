import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import { flag, text, type Parsed } from './arguments.js';
import { UsageError } from './errors.js';
import { programHelp } from './help.js';
import type { Outside, Run } from './outside.js';
import type { Word } from './words/word.js';
import { words } from './words/words.js';

/** What was asked for on the command line. */
export interface Asked {
  readonly run: Run;
  /** What is said where no verdict stops nothing. */
  readonly lenient?: string;
  /** Whether no failure is to be one. */
  readonly quiet?: (env: Outside['env']) => boolean;
}

/** What can stand in a word's place. */
const WITHOUT_WORD: Readonly<Record<string, (value: string | undefined) => Asked>> = {
  '--help': help,
  '-h': help,
  help,
  '--version': version,
  '-v': version,
  '--explain': explain,
};

/** Reads the arguments after the program's name. */
export function readCommandLine(args: readonly string[]): Asked {
  const [first = '--help', ...rest] = args;
  const equals = first.indexOf('=');
  const name = equals < 0 ? first : first.slice(0, equals);
  const value = equals < 0 ? rest[0] : first.slice(equals + 1);
  const word = words.find(one => one.name === name);
  if (word) return readWord(word, rest);
  const known = Object.hasOwn(WITHOUT_WORD, name) ? WITHOUT_WORD[name] : undefined;
  if (!known) throw new UsageError(`there is no command ${name}`, 'oneleaf --help');
  return known(value);
}

function readWord(word: Word, args: readonly string[]): Asked {
  const parsed = parse(word, args);
  if (flag(parsed, 'help')) return help(word.name);
  const rule = text(parsed, 'explain');
  if (rule !== undefined) return explain(rule);
  const { lenient, quiet } = word;
  return {
    run: word.read(parsed),
    ...(lenient === undefined ? {} : { lenient }),
    ...(quiet ? { quiet: (env: Outside['env']) => quiet(parsed, env) } : {}),
  };
}

const EVERY = { explain: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

function parse({ name, options }: Word, args: readonly string[]): Parsed {
  // A shell variable that is not set: `--ref "$BRANCH"`.
  if (args.some(arg => arg === '' || /^--[a-z]+=$/.test(arg))) throw new UsageError('an argument is empty', `oneleaf ${name} --help`);
  try {
    return parseArgs({ args: [...args], options: { ...options, ...EVERY }, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node says what is wrong in its first sentence, and then how to pass what looks like an option.
    const [sentence = ''] = isNativeError(cause) ? cause.message.split(/\.(?:\s|$)/) : [String(cause)];
    throw new UsageError(lowerFirst(sentence), `oneleaf ${name} --help`, { cause });
  }
}

function help(topic: string | undefined): Asked {
  return say(() => words.find(({ name }) => name === topic)?.help ?? programHelp());
}

function version(): Asked {
  return say(outside => `${outside.version}\n`);
}

function explain(rule: string | undefined): Asked {
  if (rule === undefined || rule === '') throw new UsageError('--explain takes the name of a rule', 'oneleaf --explain multiple-leaves');
  return say(({ readPage }) => {
    const page = /^[a-z-]+$/.test(rule) ? readPage(rule) : undefined;
    if (page === undefined) throw new UsageError(`there is no rule ${rule}`, 'oneleaf --help');
    return page;
  });
}

function say(text: (outside: Parameters<Run>[0]) => string): Asked {
  return { run: async outside => Promise.resolve({ output: text(outside), exitCode: 0 }) };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
