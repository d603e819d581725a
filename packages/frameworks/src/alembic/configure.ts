import { decode } from '../python/decode.js';
import { baseName } from '@oneleaf/core';
import { iniDefect, interpolated, readIni } from './ini.js';
import { type TomlValue, readToolAlembic } from './toml.js';

/** A place as the configuration spells it: beside the file (`%(here)s`), from where the command runs, or in an importable package. */
export interface Place {
  readonly from: 'here' | 'cwd' | 'package';
  readonly path: string;
}

/** What one section, or `[tool.alembic]`, says of where revisions lie. Keys that it does not set are absent. */
export interface Environment {
  readonly section: string;
  readonly script?: Place;
  readonly versions?: readonly Place[];
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
export interface Settings {
  readonly environments: readonly Environment[];
  /** Why Alembic refuses the file. */
  readonly defect?: string;
}

/** Whether a path may configure Alembic. */
export function configuration(path: string): boolean {
  const name = baseName(path).toLowerCase();
  return name === 'pyproject.toml' || name === 'setup.cfg' || (name.endsWith('.ini') && name.includes('alembic'));
}

/** Why Alembic refuses a file of which `configure` said this. */
export function defect(settings: unknown): string | undefined {
  return typeof settings === 'object' && settings !== null && 'defect' in settings ? String(settings.defect) : undefined;
}

export function configure(path: string, bytes: Uint8Array): Settings | undefined {
  const text = decode(bytes);
  const isIni = path.toLowerCase().endsWith('.ini');
  if (typeof text !== 'string') return isIni ? { environments: [], defect: text.reason } : undefined;
  const refused = isIni ? iniDefect(text) : undefined;
  if (refused === undefined && !/alembic|script_location/.test(text)) return undefined;
  const environments = path.endsWith('.toml') ? fromToml(readToolAlembic(text)) : fromIni(path, text);
  if (refused !== undefined) return { environments, defect: refused };
  return environments.length > 0 ? { environments } : undefined;
}

/** Stands for `%(here)s` until the place is known. */
const here = '\0';

function fromIni(path: string, text: string): readonly Environment[] {
  const sections = [...readIni(text)].map(([section, options]) => ({ section, options: new Map([['here', here], ...options]) }));
  const environments = sections.filter(({ options }) => options.has('script_location'));
  // Flask-Migrate's ini has no script_location: the extension sets it to the ini's own folder.
  const bare = sections.filter(({ section }) => section === 'alembic' && baseName(path) === 'alembic.ini');
  const hooks = sections.find(({ section }) => section === 'post_write_hooks')?.options.get('hooks');
  return (environments.length > 0 ? environments : bare).map(({ section, options }) => {
    const script = interpolated(options, 'script_location');
    const versions = interpolated(options, 'version_locations');
    const recursive = interpolated(options, 'recursive_version_locations');
    return {
      section,
      ...(script === undefined ? {} : { script: place(script) }),
      ...(versions ? { versions: split(versions, options).map(place) } : {}),
      // Config.get_alembic_boolean_option compares with 'true' and nothing else.
      ...(recursive === undefined ? {} : { recursive: recursive === 'true' }),
      ...naming(key => interpolated(options, key)),
      ...(hooks === undefined || hooks === '' ? {} : { hooks }),
    };
  });
}

type Naming = Pick<Environment, 'fileTemplate' | 'slugLength' | 'timeZone'>;

/** What says how new files are named and dated; an empty option is as good as none. */
function naming(option: (key: string) => string | undefined): Naming {
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
function split(locations: string, options: ReadonlyMap<string, string>): readonly string[] {
  const named = interpolated(options, 'path_separator') ?? interpolated(options, 'version_path_separator');
  // Alembic's own template had a comment behind the value for years, which configparser takes for a part of it.
  const separator = named === undefined ? undefined : separators.get(named.replace(/\s+#.*$/, ''));
  const parts = separator === undefined ? locations.split(/, *| +/) : locations.split(separator);
  return parts.map(part => part.trim()).filter(part => part !== '');
}

function fromToml(options: ReadonlyMap<string, TomlValue>): readonly Environment[] {
  const script = options.get('script_location');
  const versions = options.get('version_locations');
  const recursive = options.get('recursive_version_locations');
  if (options.size === 0) return [];
  return [
    {
      section: 'alembic',
      ...(typeof script === 'string' ? { script: place(filled(script)) } : {}),
      ...(typeof versions === 'object' ? { versions: versions.map(location => place(filled(location))) } : {}),
      ...(typeof recursive === 'boolean' ? { recursive } : {}),
      ...naming(key => {
        const value = options.get(key);
        return typeof value === 'string' ? filled(value) : undefined;
      }),
    },
  ];
}

function filled(location: string): string {
  return location.replaceAll('%(here)s', here).replaceAll('%%', '%');
}

/** A colon in a path that is not absolute names a package resource (alembic.util.coerce_resource_to_filename). */
function place(location: string): Place {
  if (location.startsWith(here)) return { from: 'here', path: location.slice(here.length) };
  if (location.startsWith('/') || !location.includes(':')) return { from: 'cwd', path: location };
  const [name = '', ...rest] = location.split(':');
  return { from: 'package', path: [name.replaceAll('.', '/'), ...rest].join('/') };
}
