import { frameworks } from '@oneleaf/frameworks';
import type { SetupInstruction } from '@oneleaf/core';
import { isMap } from 'yaml';
import { lineEnd } from './marked-block.js';
import type { SetupDraft } from './setup-draft.js';
import type { SetupFiles } from '../repository-view/working-files.js';
import { withMember, withoutMember, type ObjectMember, type ObjectText } from './object-members.js';
import { dependsOn } from './package-json.js';
import { firstLine, mappingMembers, readYaml, objectTextAt } from './yaml-text.js';

const GLOB = stagedGlob();

// Folders where migrations usually lie, with the files of each framework.
function stagedGlob(): string {
  const kinds = [...new Set(frameworks.map(({ names }) => names.files))];
  const globs = kinds.map(files => {
    const folders = frameworks.filter(({ names }) => names.files === files).flatMap(({ names }) => names.folders);
    if (folders.length === 0) return `**/${files}`;
    return `**/${folders.length > 1 ? `{${folders.join(',')}}` : folders.join()}/${files}`;
  });
  return globs.length > 1 ? `{${globs.join(',')}}` : globs.join();
}

const COMMAND = 'oneleaf check --staged';

const CALL = /\boneleaf\b.*\bcheck\b/;

/** Finds the object that a script exports; undefined where that is computed. */
export type LocateObject = (path: string, text: string) => ObjectText | undefined;

const ENDINGS = ['mjs', 'mts', 'js', 'ts', 'cjs', 'cts'];

/** As lint-staged 16 looks for them, first found first taken (lib/configFiles.js). */
const CONFIGURATIONS = [
  'package.json',
  'package.yaml',
  'package.yml',
  '.lintstagedrc',
  '.lintstagedrc.json',
  '.lintstagedrc.yaml',
  '.lintstagedrc.yml',
  ...ENDINGS.map(ending => `.lintstagedrc.${ending}`),
  ...ENDINGS.map(ending => `lint-staged.config.${ending}`),
];

interface StagedConfiguration {
  readonly path: string;
  readonly text: string;
}

export function usesLintStaged(files: SetupFiles): boolean {
  return configurationOf(files) !== undefined || dependsOn(files, 'lint-staged');
}

/** Undefined where lint-staged is not configured. */
export function callsInLintStaged(files: SetupFiles): boolean | undefined {
  const found = configurationOf(files);
  return found && CALL.test(found.text);
}

/** Writes the entry into the configuration that lint-staged reads. */
export function addToLintStaged(draft: SetupDraft, locate: LocateObject | undefined): readonly SetupInstruction[] {
  const found = configurationOf(draft);
  if (!found) return [installInstruction()];
  if (CALL.test(found.text)) return [];
  const text = withEntry(found, locate);
  if (text === undefined) return [{ title: `add to ${found.path}`, text: entryText("'") }];
  draft.write(found.path, text);
  return [];
}

/** Takes out of every configuration what is spelled as `addToLintStaged` spells it. */
export function removeFromLintStaged(draft: SetupDraft, locate: LocateObject | undefined): readonly SetupInstruction[] {
  const ours = presentConfigurations(draft).filter(({ text }) => text.includes(GLOB) && text.includes(COMMAND));
  return ours.flatMap(found => {
    const text = withoutEntry(found, locate);
    if (text === undefined) return [{ title: `take out of ${found.path}`, text: entryText("'") }];
    draft.write(found.path, text);
    return [];
  });
}

function presentConfigurations(files: SetupFiles): readonly StagedConfiguration[] {
  return CONFIGURATIONS.flatMap(path => {
    const text = files.read(path);
    return text === undefined ? [] : [{ path, text }];
  });
}

function configurationOf(files: SetupFiles): StagedConfiguration | undefined {
  return presentConfigurations(files).find(({ path, text }) => !isPackage(path) || readYaml(text)?.node(['lint-staged']) !== undefined);
}

/** Undefined if the entry would not be the first one of the object. */
function withEntry({ path, text }: StagedConfiguration, locate: LocateObject | undefined): string | undefined {
  const written = bracesOf({ path, text }, locate);
  if (!written) return isScript(path) ? undefined : withEntryLine({ path, text });
  const changed = withMember(text, written, entryText(isScript(path) ? quoteOf(text) : '"'));
  const [first, ...rest] = bracesOf({ path, text: changed }, locate)?.members ?? [];
  return first?.key === GLOB && rest.length === written.members.length ? changed : undefined;
}

function withEntryLine({ path, text }: StagedConfiguration): string | undefined {
  const map = mapOf({ path, text });
  const first = isMap(map) ? firstLine(text, map) : undefined;
  return first && `${text.slice(0, first.at)}${first.indent}${entryText('"')}${lineEnd(text)}${text.slice(first.at)}`;
}

function withoutEntry({ path, text }: StagedConfiguration, locate: LocateObject | undefined): string | undefined {
  const written = bracesOf({ path, text }, locate);
  const map = isScript(path) ? undefined : mapOf({ path, text });
  const ours = (written?.members ?? (isMap(map) ? mappingMembers(map) : [])).find(member => isOurs(text, member));
  if (!ours) return undefined;
  if (written) return withoutMember(text, ours);
  const end = text.indexOf('\n', ours.end);
  return text.slice(0, text.lastIndexOf('\n', ours.start - 1) + 1) + (end < 0 ? '' : text.slice(end + 1));
}

function isOurs(text: string, { key, start, end }: ObjectMember): boolean {
  return key === GLOB && /:\s*(["'])oneleaf check --staged\1$/.test(text.slice(start, end));
}

function bracesOf({ path, text }: StagedConfiguration, locate: LocateObject | undefined): ObjectText | undefined {
  return isScript(path) ? locate?.(path, text) : objectTextAt(mapOf({ path, text }));
}

function mapOf({ path, text }: StagedConfiguration): ReturnType<NonNullable<ReturnType<typeof readYaml>>['node']> {
  return readYaml(text)?.node(isPackage(path) ? ['lint-staged'] : []);
}

function isPackage(path: string): boolean {
  return path.startsWith('package.');
}

function isScript(path: string): boolean {
  return ENDINGS.some(ending => path.endsWith(`.${ending}`));
}

/** The quotes of the file's first string. */
function quoteOf(text: string): string {
  return /['"]/.exec(text)?.[0] ?? "'";
}

function entryText(quote: string): string {
  return `${quote}${GLOB}${quote}: ${quote}${COMMAND}${quote}`;
}

function installInstruction(): SetupInstruction {
  return {
    title: 'to check staged files before every commit, run lint-staged (npm install --save-dev lint-staged) and add to package.json',
    text: `"lint-staged": { ${entryText('"')} }`,
  };
}
