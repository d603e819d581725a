import { parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import { atMost, common, flag, some, text, under, withoutFiles, type Parsed } from './arguments.js';
import { UsageError } from './errors.js';
import type { Request } from './request.js';
import { MANAGERS } from './setup/options.js';
import { readDuration } from './time.js';

const COMMANDS = ['check', 'predict', 'pre-push', 'sync', 'new', 'merge', 'init', 'doctor'] as const;

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
  doctor: COMMON,
  init: {
    repo: COMMON.repo,
    explain: COMMON.explain,
    help: COMMON.help,
    hooks: { type: 'string' },
    remove: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  sync: { repo: COMMON.repo, explain: COMMON.explain, help: COMMON.help, check: { type: 'boolean' } },
  new: { ...COMMON, onto: { type: 'string' }, base: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  merge: { ...COMMON, name: { type: 'string' }, base: { type: 'string' }, 'dry-run': { type: 'boolean' } },
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
  if (flag(asked, 'help')) return help(command);
  const rule = text(asked, 'explain');
  return rule === undefined ? REQUESTS[command](asked) : explainRule(rule);
}

function help(topic: string | undefined): Request {
  return { command: 'help', ...(topic === undefined ? {} : { topic }) };
}

const REQUESTS: Readonly<Record<(typeof COMMANDS)[number], (parsed: Parsed) => Request>> = {
  check: parsed => {
    const staged = flag(parsed, 'staged');
    const [ref] = atMost(staged ? withoutFiles(parsed) : parsed, 1);
    const wanted = text(parsed, 'ref') ?? ref;
    if (staged && wanted !== undefined) throw new UsageError('--staged and a ref exclude each other', 'oneleaf check --help');
    return { command: 'check', ...common(parsed), ...some({ ref: wanted, base: text(parsed, 'base'), under: under(parsed) }), staged };
  },
  predict: parsed => {
    const since = text(parsed, 'since');
    const local = flag(parsed, 'local');
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
  doctor: parsed => {
    atMost(parsed, 0);
    return { command: 'doctor', ...common(parsed) };
  },
  init: parsed => {
    atMost(parsed, 0);
    const wanted = text(parsed, 'hooks');
    const hooks = KINDS.find(name => name === wanted);
    if (wanted !== undefined && !hooks) throw new UsageError(`--hooks takes ${KINDS.join(', ')}, not ${wanted}`, 'oneleaf init --help');
    const flags = { remove: flag(parsed, 'remove'), dryRun: flag(parsed, 'dry-run') };
    return { command: 'init', ...flags, ...some({ repo: text(parsed, 'repo') }), ...(hooks ? { hooks } : {}) };
  },
  sync: parsed => {
    atMost(parsed, 0);
    return { command: 'sync', ...some({ repo: text(parsed, 'repo') }), check: flag(parsed, 'check') };
  },
  new: parsed => {
    const given = atMost(parsed, 2);
    const name = given.at(-1);
    if (name === undefined) throw new UsageError('a new migration needs a name', 'oneleaf new HISTORY NAME');
    const asked = given.length > 1 ? given[0] : undefined;
    const named = some({ asked, onto: text(parsed, 'onto'), base: text(parsed, 'base') });
    return { command: 'new', ...common(parsed), ...named, name, dryRun: flag(parsed, 'dry-run') };
  },
  merge: parsed => {
    const [asked, ...leaves] = parsed.positionals;
    const named = some({ asked, name: text(parsed, 'name'), base: text(parsed, 'base') });
    return { command: 'merge', ...common(parsed), ...named, leaves, dryRun: flag(parsed, 'dry-run') };
  },
};

const KINDS = [...MANAGERS, 'none'] as const;

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

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
