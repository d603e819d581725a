import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { ComposeFile } from './file-copy.js';
import type { ProcessEnvironment } from '../../environment.js';
import { SandboxError } from '../../sandbox-error.js';

/** The team's compose project, as it is on disk. */
export interface ComposeFiles {
  /** What relative paths in the files are relative to, and where .env is. */
  readonly folder: string;
  /** Their paths are those below the folder. */
  readonly files: readonly ComposeFile[];
  /** What variables in the files are filled in from. */
  readonly variables: ProcessEnvironment;
}

// In this order (docs.docker.com/compose/intro/compose-application-model).
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/** Finds them as Compose does: those that are named, else COMPOSE_FILE, else those of the folder or of one above it. */
export function findComposeFiles(project: string, env: ProcessEnvironment, named: readonly string[] = []): ComposeFiles {
  const paths =
    named.length > 0 ? named.map(path => resolve(project, path)) : (configuredFiles(project, env) ?? conventionalFiles(project));
  const [first] = paths;
  if (first === undefined) {
    throw new SandboxError(
      `no compose file in ${project} or above it`,
      'name one with --compose, or use a database without: --image postgres:16',
    );
  }
  const folder = dirname(first);
  return { folder, files: paths.map(path => readComposeFile(path, folder)), variables: composeVariables(folder, env) };
}

function configuredFiles(project: string, env: ProcessEnvironment): string[] | undefined {
  const { COMPOSE_FILE: list, COMPOSE_PATH_SEPARATOR: separator = delimiter } = composeVariables(project, env);
  return list === undefined || list === '' ? undefined : list.split(separator).map(path => resolve(project, path));
}

function conventionalFiles(folder: string): string[] {
  const present = (names: readonly string[]): string[] =>
    names
      .map(name => join(folder, name))
      .filter(path => existsSync(path))
      .slice(0, 1);
  const [base] = present(baseNames);
  if (base !== undefined) return [base, ...present(overrideNames)];
  return dirname(folder) === folder ? [] : conventionalFiles(dirname(folder));
}

function readComposeFile(path: string, folder: string): ComposeFile {
  try {
    return { path: relative(folder, path), text: readFileSync(path, 'utf8') };
  } catch (cause) {
    throw new SandboxError(`${path} cannot be read`, 'correct the name of the compose file', { cause });
  }
}

/** What is set comes before what .env says. */
function composeVariables(folder: string, env: ProcessEnvironment): ProcessEnvironment {
  const { COMPOSE_ENV_FILES: list = '.env' } = env;
  const said: Record<string, string | undefined> = {};
  for (const path of list.split(',').map(name => resolve(folder, name))) {
    if (existsSync(path)) Object.assign(said, parseEnv(readFileSync(path, 'utf8')));
  }
  const known = { ...said, ...env };
  // Only what is needed to find names: Compose reads the file itself, with all its forms.
  const filled = (value: string): string => value.replace(/\$\{?(\w+)\}?/g, (_, name: string) => known[name] ?? '');
  return { ...Object.fromEntries(Object.entries(said).map(([name, value = '']) => [name, filled(value)])), ...env };
}
