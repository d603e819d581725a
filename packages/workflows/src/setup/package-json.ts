import type { SetupFiles } from '../repository-view/working-files.js';
import { readYaml, asRecord } from './yaml-text.js';

export const PACKAGE = 'package.json';

const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies'];

export function dependsOn(files: SetupFiles, name: string): boolean {
  const content = contentOf(files);
  return DEPENDENCIES.some(kind => name in asRecord(content[kind]));
}

/** Scripts by name; what is no text is left out. */
export function scriptsOf(files: SetupFiles): Readonly<Record<string, string>> {
  const scripts = Object.entries(asRecord(contentOf(files)['scripts']));
  return Object.fromEntries(scripts.flatMap(([name, command]) => (typeof command === 'string' ? [[name, command]] : [])));
}

export function mentionsHusky(command: string): boolean {
  return /\bhusky\b/.test(command);
}

export function hasKey(files: SetupFiles, key: string): boolean {
  return key in contentOf(files);
}

function contentOf(files: SetupFiles): Readonly<Record<string, unknown>> {
  const text = files.read(PACKAGE);
  return asRecord(text === undefined ? undefined : readYaml(text)?.value);
}
