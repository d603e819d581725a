import { baseName } from '@oneleaf/core';
import type { AttributeFact } from '../../languages/python/values/file-facts.js';
import { factOfName, isProblem, possibleValues, readModule, valueOfName } from '../../languages/python/values/module-facts.js';
import type { ModuleOutline, OutlineRequest } from '../../languages/python/modules/module-outline.js';
import type { ClassOutline } from '../../languages/python/modules/name-scope.js';

/** An `AppConfig` subclass. Keys that it does not set to a literal are absent. */
export interface AppConfig {
  readonly name?: string;
  readonly label?: string;
  readonly default?: boolean;
}

/** What a configuration file says: the app configurations of an apps.py, or the MIGRATION_MODULES of a settings file. */
export interface DjangoSettings {
  readonly apps?: readonly AppConfig[];
  /** What MIGRATION_MODULES says in any branch of the settings. */
  readonly modules?: readonly ModuleSetting[];
}

/** Where the migrations of one label are. */
export interface ModuleSetting {
  readonly label: string;
  /** Dotted; null where migrations are switched off. */
  readonly module: string | null;
  /** Whether no other value is possible. */
  readonly certain: boolean;
}

/** A manage.py that speaks of Django: Flask has had such files too. */
interface ManageScript {
  readonly program: 'django';
}

export function isManageScript(value: unknown): value is ManageScript {
  return typeof value === 'object' && value !== null && 'program' in value;
}

const settingsPath = /(?:^|\/)(?:[^/]*settings[^/]*\.py|(?:settings|conf|config)\/(?:[^/]+\/)?[^/]+\.py)$/;

/** Whether a path may say which label an app has, where its migrations lie, or which project it belongs to. */
export function isConfiguration(path: string): boolean {
  const name = baseName(path);
  return name === 'apps.py' || name === 'manage.py' || /(?:^|\/)apps\/__init__\.py$/.test(path) || isSettingsFile(path);
}

export function isSettingsFile(path: string): boolean {
  return settingsPath.test(path);
}

export function configure(path: string, bytes: Uint8Array): DjangoSettings | ManageScript | undefined {
  const name = baseName(path);
  if (name === 'manage.py') return containsWord(bytes, 'django') ? { program: 'django' } : undefined;
  if (name === 'apps.py' || path.endsWith('/apps/__init__.py')) return appConfigs(bytes);
  return containsWord(bytes, 'MIGRATION_MODULES') ? readMigrationModules(bytes) : undefined;
}

/** Settings are long and change often, and hardly any says where migrations lie. */
function containsWord(bytes: Uint8Array, word: string): boolean {
  const codes = Array.from(word, letter => letter.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return true;
  }
  return false;
}

const everyClass: OutlineRequest = { classes: () => true, facts: new Set() };
const noClass: OutlineRequest = { classes: () => false, facts: new Set() };

function appConfigs(bytes: Uint8Array): DjangoSettings | undefined {
  const read = readModule(bytes, everyClass);
  if (isProblem(read)) return undefined;
  const apps = [...read.module.bindings.values()]
    .flat()
    .flatMap(({ definition }) => (definition ? [appConfig(read, definition)] : []))
    .filter(({ name, label }) => name !== undefined || label !== undefined);
  return apps.length > 0 ? { apps } : undefined;
}

function appConfig(read: ModuleOutline, { body, bases }: ClassOutline): AppConfig {
  const base = bases ? read.module.bindings.get(read.text.slice(bases.start + 1, bases.end - 1).trim())?.at(-1)?.definition : undefined;
  const scopes = [body, read.module] as const;
  const name = literalValue(factOfName(read, [...scopes], 'name'));
  const label = literalValue(factOfName(read, [...scopes], 'label'));
  const isDefault = literalValue(factOfName(read, [...scopes], 'default'));
  return {
    ...(base && base.body !== body ? appConfig(read, base) : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    ...(typeof isDefault === 'boolean' ? { default: isDefault } : {}),
  };
}

function literalValue(fact: AttributeFact | undefined): unknown {
  return fact && 'value' in fact ? fact.value : undefined;
}

function readMigrationModules(bytes: Uint8Array): DjangoSettings | undefined {
  const read = readModule(bytes, noClass);
  if (isProblem(read)) return undefined;
  const certain = valueOfName(read, [read.module], 'MIGRATION_MODULES')?.kind === 'mapping';
  const mappings = possibleValues(read, 'MIGRATION_MODULES').flatMap(value => (value.kind === 'mapping' ? value.entries : []));
  const modules = mappings.flatMap(([label, module]): ModuleSetting[] => {
    if (label.kind !== 'string') return [];
    if (module.kind === 'string') return [{ label: label.text, module: module.text, certain }];
    return module.kind === 'constant' && module.value === null ? [{ label: label.text, module: null, certain }] : [];
  });
  return modules.length > 0 ? { modules } : undefined;
}
