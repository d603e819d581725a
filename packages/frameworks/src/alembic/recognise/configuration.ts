import { decodeSource } from '../../languages/python/syntax/decode-source.js';
import { baseName } from '@oneleaf/core';
import { iniError, interpolateOption, type IniSection, readIni } from '../../languages/ini.js';
import { type TomlValue, readTomlTable } from '../../languages/toml.js';

/** A place as the configuration spells it: beside the file (`%(here)s`), from where the command runs, or in an importable package. */
export interface ConfiguredPath {
  readonly from: 'here' | 'cwd' | 'package';
  readonly path: string;
}

/** What one section, or `[tool.alembic]`, says of where revisions lie. Keys that it does not set are absent. */
export interface AlembicEnvironment {
  readonly section: string;
  readonly script?: ConfiguredPath;
  readonly versions?: readonly ConfiguredPath[];
  readonly recursive?: boolean;
  /** What new files are called: `%(rev)s_%(slug)s`. */
  readonly fileTemplate?: string;
  readonly slugLength?: number;
  /** The zone of the dates in new files. */
  readonly timeZone?: string;
  /** Names of the programs that Alembic runs on a new file. */
  readonly hooks?: string;
}

/** What one configuration file says. */
export interface AlembicSettings {
  readonly environments: readonly AlembicEnvironment[];
  /** Why Alembic refuses the file. */
  readonly defect?: string;
}

/** Whether a path may configure Alembic. */
export function isConfiguration(path: string): boolean {
  const name = baseName(path).toLowerCase();
  return name === 'pyproject.toml' || name === 'setup.cfg' || (name.endsWith('.ini') && name.includes('alembic'));
}

/** Why Alembic refuses a file of which `configure` said this. */
export function configurationError(settings: unknown): string | undefined {
  return typeof settings === 'object' && settings !== null && 'defect' in settings ? String(settings.defect) : undefined;
}

export function configure(path: string, bytes: Uint8Array): AlembicSettings | undefined {
  const text = decodeSource(bytes);
  const isIni = path.toLowerCase().endsWith('.ini');
  if (typeof text !== 'string') return isIni ? { environments: [], defect: text.reason } : undefined;
  const refused = isIni ? iniError(text) : undefined;
  if (refused === undefined && !/alembic|script_location/.test(text)) return undefined;
  const settings = path.endsWith('.toml') ? fromToml(readTomlTable(text, 'tool.alembic')) : fromIni(path, text);
  if (refused !== undefined) return { ...settings, defect: refused };
  return settings.environments.length > 0 ? settings : undefined;
}

/** Stands for `%(here)s` until the place is known. */
const HERE = '\0';

type Option = (key: string) => string | undefined;

function fromIni(path: string, text: string): AlembicSettings {
  const sections = readIni(text);
  const environments = sections.filter(section => section.get('script_location') !== undefined);
  // Flask-Migrate's ini has no script_location: the extension sets it to the ini's own folder.
  const bare = sections.filter(({ name }) => name === 'alembic' && baseName(path) === 'alembic.ini');
  const hooks = sections.find(({ name }) => name === 'post_write_hooks')?.get('hooks');
  let defect: string | undefined;
  const optionsOf =
    (section: IniSection): Option =>
    key => {
      const value = interpolateOption({ get: name => (name === 'here' ? HERE : section.get(name)) }, key);
      if (typeof value !== 'object') return value;
      defect ??= value.error;
      return undefined;
    };
  const found = (environments.length > 0 ? environments : bare).map(section => fromSection(section.name, optionsOf(section), hooks));
  return { environments: found, ...(defect === undefined ? {} : { defect }) };
}

function fromSection(section: string, option: Option, hooks: string | undefined): AlembicEnvironment {
  const script = option('script_location');
  const versions = option('version_locations');
  const recursive = option('recursive_version_locations');
  return {
    section,
    ...(script === undefined ? {} : { script: configuredPath(script) }),
    ...(versions ? { versions: splitLocations(versions, option).map(configuredPath) } : {}),
    // Config.get_alembic_boolean_option compares with 'true' and nothing else.
    ...(recursive === undefined ? {} : { recursive: recursive === 'true' }),
    ...namingOptions(option),
    ...(hooks === undefined || hooks === '' ? {} : { hooks }),
  };
}

type NamingOptions = Pick<AlembicEnvironment, 'fileTemplate' | 'slugLength' | 'timeZone'>;

/** What says how new files are named and dated; an empty option is as good as none. */
function namingOptions(option: Option): NamingOptions {
  const [fileTemplate = '', length = '', timeZone = ''] = ['file_template', 'truncate_slug_length', 'timezone'].map(option);
  return {
    ...(fileTemplate === '' ? {} : { fileTemplate }),
    // ScriptDirectory takes 0 for the usual length.
    ...(Number(length) > 0 ? { slugLength: Number(length) } : {}),
    ...(timeZone === '' ? {} : { timeZone }),
  };
}

const separators: ReadonlyMap<string, string> = new Map([
  ['space', ' '],
  ['newline', '\n'],
  ['os', ':'],
  [':', ':'],
  [';', ';'],
]);

/** As Config.get_version_locations_list splits. */
function splitLocations(locations: string, option: Option): readonly string[] {
  const named = option('path_separator') ?? option('version_path_separator');
  // Alembic's own template had a comment behind the value for years, which configparser takes for a part of it.
  const separator = named === undefined ? undefined : separators.get(named.split('#', 1).join('').trimEnd());
  const parts = separator === undefined ? locations.split(/, *| +/) : locations.split(separator);
  return parts.map(part => part.trim()).filter(part => part !== '');
}

function fromToml(options: ReadonlyMap<string, TomlValue>): AlembicSettings {
  const script = options.get('script_location');
  const versions = options.get('version_locations');
  const recursive = options.get('recursive_version_locations');
  if (options.size === 0) return { environments: [] };
  const environment = {
    section: 'alembic',
    ...(typeof script === 'string' ? { script: configuredPath(withHere(script)) } : {}),
    ...(typeof versions === 'object' ? { versions: versions.map(location => configuredPath(withHere(location))) } : {}),
    ...(typeof recursive === 'boolean' ? { recursive } : {}),
    ...namingOptions(key => {
      const value = options.get(key);
      return typeof value === 'string' ? withHere(value) : undefined;
    }),
  };
  return { environments: [environment] };
}

function withHere(location: string): string {
  return location.replaceAll('%(here)s', HERE).replaceAll('%%', '%');
}

/** A colon in a path that is not absolute names a package resource (alembic.util.coerce_resource_to_filename). */
function configuredPath(location: string): ConfiguredPath {
  if (location.startsWith(HERE)) return { from: 'here', path: location.slice(HERE.length) };
  if (location.startsWith('/') || !location.includes(':')) return { from: 'cwd', path: location };
  const [name = '', ...rest] = location.split(':');
  return { from: 'package', path: [name.replaceAll('.', '/'), ...rest].join('/') };
}
