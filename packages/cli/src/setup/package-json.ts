import type { Files } from './files.js';
import { readYaml, recordOf } from './yaml.js';

export const PACKAGE = 'package.json';

const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies'];

export function dependsOn(files: Files, name: string): boolean {
  const content = contentOf(files);
  return DEPENDENCIES.some(kind => name in recordOf(content[kind]));
}

/** Scripts by name; what is no text is left out. */
export function scriptsOf(files: Files): Readonly<Record<string, string>> {
  const scripts = Object.entries(recordOf(contentOf(files)['scripts']));
  return Object.fromEntries(scripts.flatMap(([name, command]) => (typeof command === 'string' ? [[name, command]] : [])));
}

export function mentionsHusky(command: string): boolean {
  return /\bhusky\b/.test(command);
}

export function hasKey(files: Files, key: string): boolean {
  return key in contentOf(files);
}

function contentOf(files: Files): Readonly<Record<string, unknown>> {
  const text = files.read(PACKAGE);
  return recordOf(text === undefined ? undefined : readYaml(text)?.value);
}
