import { baseName, type Fact } from '@oneleaf/core';
import { fact, isProblem, readModule, valueOf } from '../python/facts.js';
import type { Outline, Wanted } from '../python/outline.js';
import type { ClassOutline } from '../python/scope.js';

/** An `AppConfig` subclass. Keys that it does not set to a literal are absent. */
export interface AppConfig {
  readonly name?: string;
  readonly label?: string;
  readonly default?: boolean;
}

/** What a configuration file says: the app configurations of an apps.py, or the MIGRATION_MODULES of a settings file. */
export interface Settings {
  readonly apps?: readonly AppConfig[];
  /** The dotted module of each label's migrations; null where migrations are switched off. */
  readonly modules?: Readonly<Record<string, string | null>>;
}

/** A manage.py that speaks of Django: Flask has had such files too. */
interface Program {
  readonly program: 'django';
}

export function isProgram(said: unknown): said is Program {
  return typeof said === 'object' && said !== null && 'program' in said;
}

const settingsFile = /(?:^|\/)(?:[^/]*settings[^/]*\.py|(?:settings|conf|config)\/(?:[^/]+\/)?[^/]+\.py)$/;

/** Whether a path may say which label an app has, where its migrations lie, or which project it belongs to. */
export function configuration(path: string): boolean {
  const name = baseName(path);
  return name === 'apps.py' || name === 'manage.py' || /(?:^|\/)apps\/__init__\.py$/.test(path) || isSettingsFile(path);
}

export function isSettingsFile(path: string): boolean {
  return settingsFile.test(path);
}

export function configure(path: string, bytes: Uint8Array): Settings | Program | undefined {
  const name = baseName(path);
  if (name === 'manage.py') return mentions(bytes, 'django') ? { program: 'django' } : undefined;
  if (name === 'apps.py' || path.endsWith('/apps/__init__.py')) return appConfigs(bytes);
  return mentions(bytes, 'MIGRATION_MODULES') ? migrationModules(bytes) : undefined;
}

/** Settings are long and change often, and hardly any says where migrations lie. */
function mentions(bytes: Uint8Array, word: string): boolean {
  const codes = Array.from(word, letter => letter.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return true;
  }
  return false;
}

const every: Wanted = { classes: () => true, facts: new Set() };
const none: Wanted = { classes: () => false, facts: new Set() };

function appConfigs(bytes: Uint8Array): Settings | undefined {
  const read = readModule(bytes, every);
  if (isProblem(read)) return undefined;
  const apps = [...read.module.bindings.values()]
    .flat()
    .flatMap(({ definition }) => (definition ? [appConfig(read, definition)] : []))
    .filter(({ name, label }) => name !== undefined || label !== undefined);
  return apps.length > 0 ? { apps } : undefined;
}

function appConfig(read: Outline, { body, bases }: ClassOutline): AppConfig {
  const base = bases ? read.module.bindings.get(read.text.slice(bases.start + 1, bases.end - 1).trim())?.at(-1)?.definition : undefined;
  const scopes = [body, read.module] as const;
  const name = literal(fact(read, [...scopes], 'name'));
  const label = literal(fact(read, [...scopes], 'label'));
  const isDefault = literal(fact(read, [...scopes], 'default'));
  return {
    ...(base && base.body !== body ? appConfig(read, base) : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    ...(typeof isDefault === 'boolean' ? { default: isDefault } : {}),
  };
}

function literal(said: Fact | undefined): unknown {
  return said && 'value' in said ? said.value : undefined;
}

function migrationModules(bytes: Uint8Array): Settings | undefined {
  const read = readModule(bytes, none);
  if (isProblem(read)) return undefined;
  const value = valueOf(read, [read.module], 'MIGRATION_MODULES');
  if (value?.kind !== 'mapping') return undefined;
  const modules: Record<string, string | null> = {};
  for (const [label, module] of value.entries) {
    if (label.kind !== 'string') continue;
    if (module.kind === 'string') modules[label.text] = module.text;
    else if (module.kind === 'constant' && module.value === null) modules[label.text] = null;
  }
  return { modules };
}
