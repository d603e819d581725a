import type { RuleSeverities } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import { UsageError } from '@oneleaf/core/errors';
import { isCount, isFlag, isRecord, isOneOf, isRecordOf, isText, isTextList, type ValueCheck } from './value-checks.js';
import { isDeclaredProject, type DeclaredProject } from './project-declaration.js';

/** A history that the team names, adds, or leaves out. */
export interface DeclaredHistory {
  readonly folder: string;
  readonly framework: string;
  readonly name?: string;
  /** How other histories name it, where its folder does not tell. */
  readonly label?: string;
  /** How many leaves are right, or how many by branch label. */
  readonly expectedLeaves?: number | Readonly<Record<string, number>>;
  readonly exclude?: boolean;
}

/** `oneleaf.json` at the repository's top; its schema is docs/schema/oneleaf.schema.json. */
export interface Configuration {
  readonly base?: string;
  readonly remote?: string;
  readonly lines?: readonly string[];
  /** Patterns of the tags of releases. */
  readonly releases?: readonly string[];
  readonly since?: string;
  readonly strict?: boolean;
  readonly onStale?: 'warn' | 'block';
  readonly exclude?: readonly string[];
  readonly rules?: RuleSeverities;
  readonly histories?: readonly DeclaredHistory[];
  /** Files with descriptions of migrations, as paths from the repository's top. */
  readonly describe?: readonly string[];
  /** Where a developer's own database is: `env:DATABASE_URL`, or an SQLite file. */
  readonly database?: string;
  readonly projects?: readonly DeclaredProject[];
}

export const CONFIGURATION_FILE = 'oneleaf.json';

/** Whether a tree without any history is right: the team says which there are, or only a part of the repository is looked at. */
export function expectsNone({ configuration, part }: { readonly configuration: Configuration; readonly part?: unknown }): boolean {
  return configuration.histories !== undefined || part !== undefined;
}

const HISTORY: Readonly<Record<string, ValueCheck>> = {
  folder: isText,
  framework: isOneOf(...frameworks.map(({ name }) => name)),
  name: isText,
  label: isText,
  expectedLeaves: value => isCount(value) || isRecordOf(isCount)(value),
  exclude: isFlag,
};

const KEYS: Readonly<Record<string, ValueCheck>> = {
  $schema: isText,
  base: isText,
  remote: isText,
  lines: isTextList,
  releases: isTextList,
  since: isText,
  strict: isFlag,
  onStale: isOneOf('warn', 'block'),
  exclude: isTextList,
  rules: isRecordOf(isOneOf('error', 'warning', 'note', 'off')),
  histories: value => Array.isArray(value) && value.every(isHistory),
  describe: isTextList,
  database: isText,
  projects: value => Array.isArray(value) && value.every(isDeclaredProject),
};

/** Characters of oneleaf.json that are read. */
const MAX_LENGTH = 1 << 18;

const PASSWORD = /:\/\/[^/@]*:[^@]*@|\bpassword\s*=/i;

/** Reads the configuration's text; a wrong key or value is a UsageError that names it. */
export function readConfiguration(source: string | undefined): Configuration {
  if (source === undefined) return {};
  if (source.length > MAX_LENGTH) throw new UsageError(`${CONFIGURATION_FILE} has more than ${MAX_LENGTH} characters`);
  const value = parseJson(source);
  if (!isRecord(value)) throw new UsageError(`${CONFIGURATION_FILE} must hold an object`);
  for (const [key, entry] of Object.entries(value)) {
    const check = KEYS[key];
    if (!check) throw new UsageError(`${CONFIGURATION_FILE} has an unknown key: ${key}`, `known keys: ${Object.keys(KEYS).join(', ')}`);
    if (key === 'database' && typeof entry === 'string' && PASSWORD.test(entry)) {
      throw new UsageError(`${CONFIGURATION_FILE} is committed, so database must not hold a password`, '"database": "env:DATABASE_URL"');
    }
    if (!check(entry)) throw new UsageError(`${CONFIGURATION_FILE} has a wrong value for ${key}: ${shortJson(entry)}`);
  }
  return value;
}

/** Characters of a wrong value that a message shows. */
const MAX_SHOWN = 200;

function shortJson(value: unknown): string {
  const shown = jsonText(value);
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)} ...` : shown;
}

/** A value that nests deeper than the stack is read by JSON.parse, and not written by JSON.stringify. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    if (cause instanceof RangeError) return 'it nests too deep';
    throw cause;
  }
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new UsageError(`${CONFIGURATION_FILE} is not JSON`, undefined, { cause });
  }
}

function isHistory(value: unknown): boolean {
  return (
    isRecord(value) &&
    'folder' in value &&
    'framework' in value &&
    Object.entries(value).every(([key, entry]) => HISTORY[key]?.(entry) ?? false)
  );
}
