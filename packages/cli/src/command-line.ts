import { isAbsolute, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import { UsageError } from './errors.js';
import { readDuration } from './time.js';

/** What was asked for on the command line. */
export type Request =
  | { readonly command: 'help'; readonly topic?: string }
  | { readonly command: 'version' }
  | { readonly command: 'explain'; readonly rule: string }
  | ({
      readonly command: 'check';
      readonly ref?: string;
      /** Null: nothing has landed, the tree alone is looked at. */
      readonly base?: string | null;
      readonly staged: boolean;
      readonly under?: string;
    } & Common)
  | ({
      readonly command: 'predict';
      readonly refs: readonly string[];
      readonly base?: string;
      readonly remote?: string;
      readonly local: boolean;
      readonly after?: string;
      readonly under?: string;
      /** As given: `90d`, `all`. */
      readonly since?: string;
    } & Common)
  | ({ readonly command: 'pre-push'; readonly remote?: string } & Common)
  | { readonly command: 'sync'; readonly repo?: string; readonly check: boolean };

export interface Common {
  readonly repo?: string;
  readonly format: 'text' | 'json';
}

const COMMANDS = ['check', 'predict', 'pre-push', 'sync'] as const;

const COMMON = {
  repo: { type: 'string' },
  format: { type: 'string' },
  explain: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const OPTIONS = {
  check: { ...COMMON, ref: { type: 'string' }, base: { type: 'string' }, under: { type: 'string' }, staged: { type: 'boolean' } },
  predict: {
    ...COMMON,
    base: { type: 'string' },
    after: { type: 'string' },
    under: { type: 'string' },
    remote: { type: 'string' },
    local: { type: 'boolean' },
    since: { type: 'string' },
  },
  'pre-push': COMMON,
  sync: { repo: COMMON.repo, explain: COMMON.explain, help: COMMON.help, check: { type: 'boolean' } },
} as const;

/** What can stand in a command's place. */
const WITHOUT_COMMAND: Readonly<Record<string, (value: string | undefined) => Request>> = {
  '--help': help,
  '-h': help,
  help,
  '--version': () => ({ command: 'version' }),
  '-v': () => ({ command: 'version' }),
  '--explain': explainRule,
};

/** Reads the arguments after the program's name. */
export function readCommandLine(args: readonly string[]): Request {
  const [first = '--help', ...rest] = args;
  const equals = first.indexOf('=');
  const word = equals < 0 ? first : first.slice(0, equals);
  const value = equals < 0 ? rest[0] : first.slice(equals + 1);
  const command = COMMANDS.find(name => name === word);
  if (command) return readCommand(command, rest);
  const known = Object.hasOwn(WITHOUT_COMMAND, word) ? WITHOUT_COMMAND[word] : undefined;
  if (!known) throw new UsageError(`there is no command ${word}`, 'oneleaf --help');
  return known(value);
}

function readCommand(command: (typeof COMMANDS)[number], args: readonly string[]): Request {
  const asked = parse(command, args);
  if (asked.values['help'] === true) return help(command);
  const rule = text(asked, 'explain');
  return rule === undefined ? REQUESTS[command](asked) : explainRule(rule);
}

function help(topic: string | undefined): Request {
  return { command: 'help', ...(topic === undefined ? {} : { topic }) };
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

const REQUESTS: Readonly<Record<(typeof COMMANDS)[number], (parsed: Parsed) => Request>> = {
  check: parsed => {
    const staged = parsed.values['staged'] === true;
    const [ref] = atMost(staged ? withoutFiles(parsed) : parsed, 1);
    const wanted = text(parsed, 'ref') ?? ref;
    if (staged && wanted !== undefined) throw new UsageError('--staged and a ref exclude each other', 'oneleaf check --help');
    return { command: 'check', ...common(parsed), ...some({ ref: wanted, base: text(parsed, 'base'), under: under(parsed) }), staged };
  },
  predict: parsed => {
    const since = text(parsed, 'since');
    const local = parsed.values['local'] === true;
    if (since !== undefined && readDuration(since) === null) {
      throw new UsageError(`--since takes 90d, 12h, 6w, 2y or all, not ${since}`, 'oneleaf predict --since 90d');
    }
    if (local && text(parsed, 'remote') !== undefined) {
      throw new UsageError('--remote and --local exclude each other', 'oneleaf predict --help');
    }
    const named = some({
      base: text(parsed, 'base'),
      remote: text(parsed, 'remote'),
      after: text(parsed, 'after'),
      under: under(parsed),
      since,
    });
    return { command: 'predict', ...common(parsed), ...named, refs: parsed.positionals, local };
  },
  'pre-push': parsed => ({ command: 'pre-push', ...common(parsed), ...some({ remote: atMost(parsed, 2)[0] }) }),
  sync: parsed => {
    atMost(parsed, 0);
    return { command: 'sync', ...some({ repo: text(parsed, 'repo') }), check: parsed.values['check'] === true };
  },
};

function parse(command: (typeof COMMANDS)[number], args: readonly string[]): Parsed {
  // A shell variable that is not set: `--ref "$BRANCH"`.
  if (args.some(arg => arg === '' || /^--[a-z]+=$/.test(arg))) throw new UsageError('an argument is empty', `oneleaf ${command} --help`);
  try {
    return parseArgs({ args: [...args], options: OPTIONS[command], allowPositionals: true, strict: true });
  } catch (cause) {
    // Node says what is wrong in its first sentence, and then how to pass what looks like an option.
    const [sentence = ''] = isNativeError(cause) ? cause.message.split(/\.(?:\s|$)/) : [String(cause)];
    throw new UsageError(lowerFirst(sentence), `oneleaf ${command} --help`, { cause });
  }
}

function explainRule(rule: string | undefined): Request {
  if (rule === undefined || rule === '') throw new UsageError('--explain takes the name of a rule', 'oneleaf --explain multiple-leaves');
  return { command: 'explain', rule };
}

function common(parsed: Parsed): Common {
  const format = text(parsed, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError(`there is no format ${format}`, 'oneleaf check --format json');
  return { format, ...some({ repo: text(parsed, 'repo') }) };
}

function text({ values }: Parsed, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A folder as reports spell it: from the repository's top, without a slash at its end; empty for the top itself. */
function under(parsed: Parsed): string | undefined {
  const folder = text(parsed, 'under');
  if (folder === undefined) return undefined;
  const steps = posix.normalize(folder).replace(/\/$/, '');
  if (isAbsolute(folder) || steps.split('/').includes('..')) {
    throw new UsageError(`--under takes a folder, told from the repository's top, not ${folder}`, 'oneleaf check --under backend/shop');
  }
  return steps === '.' ? '' : steps;
}

/** The entries that have a value: exact optional properties take no undefined. */
function some<K extends string>(entries: Readonly<Record<K, string | undefined>>): Partial<Record<K, string>> {
  const present: Partial<Record<K, string>> = {};
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined) present[key] = value;
  }
  return present;
}

/** lint-staged appends every staged file, as an absolute path, to the command that it is given; the index is checked whole anyway. */
function withoutFiles({ values, positionals }: Parsed): Parsed {
  return { values, positionals: positionals.filter(one => !isAbsolute(one)) };
}

function atMost({ positionals }: Parsed, count: number): readonly string[] {
  const surplus = positionals[count];
  if (surplus !== undefined) throw new UsageError(`there is one argument too many: ${surplus}`, 'oneleaf --help');
  return positionals;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
