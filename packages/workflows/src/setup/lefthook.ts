import type { SetupInstruction } from '@oneleaf/core';
import { isDeepStrictEqual } from 'node:util';
import { isMap } from 'yaml';
import { findBlock, lineEnd, withBlock, withoutBlock } from './marked-block.js';
import type { SetupDraft } from './setup-draft.js';
import type { SetupFiles } from '../repository-view/working-files.js';
import { firstLine, asList, readYaml, asRecord, type YamlText } from './yaml-text.js';

/** As lefthook looks for them. */
const NAMES = ['lefthook', '.lefthook', '.config/lefthook'];
const YAML = NAMES.flatMap(name => [`${name}.yml`, `${name}.yaml`]);
const OTHERS = NAMES.flatMap(name => [`${name}.toml`, `${name}.json`, `${name}.jsonc`]);

const RUN = 'npx --no-install oneleaf pre-push {1} {2}';

export function usesLefthook(files: SetupFiles): boolean {
  return lefthookFile(files) !== undefined;
}

export function lefthookFile(files: SetupFiles): string | undefined {
  return [...YAML, ...OTHERS].find(path => files.read(path) !== undefined);
}

export function addToLefthook(draft: SetupDraft): readonly SetupInstruction[] {
  const path = lefthookFile(draft) ?? 'lefthook.yml';
  const text = draft.read(path) ?? '';
  if (/\boneleaf\b.*\bpre-push\b/.test(text)) return [];
  const changed = YAML.includes(path) ? withCommand(text) : undefined;
  if (changed === undefined) return [{ title: `add to ${path}`, text: snippetFor(path) }];
  draft.write(path, changed);
  return [];
}

/** One block in a file can be taken out again: a second hook is for a person to add. */
export function addCheckoutToLefthook(draft: SetupDraft): readonly SetupInstruction[] {
  const path = lefthookFile(draft) ?? 'lefthook.yml';
  if (/\boneleaf\b.*\bpost-checkout\b/.test(draft.read(path) ?? '')) return [];
  const text = ['post-checkout:', '  commands:', '    oneleaf:', '      run: npx --no-install oneleaf post-checkout {1} {2} {3}'].join(
    '\n',
  );
  return [{ title: `add to ${path}`, text }];
}

export function removeFromLefthook(draft: SetupDraft): readonly SetupInstruction[] {
  for (const path of YAML) {
    const text = draft.read(path);
    if (text !== undefined && findBlock(text)) draft.write(path, withoutBlock(text));
  }
  return [];
}

const COMMAND = { run: RUN, use_stdin: true };
const LINES = [`run: ${RUN}`, 'use_stdin: true'];

interface Insertion {
  readonly at: number;
  readonly indent: string;
  readonly lines: readonly string[];
  /** The pre-push section as it must read then. */
  readonly section: unknown;
}

/** The text with the command first among those of pre-push; undefined where it does not read so afterwards. */
function withCommand(text: string): string | undefined {
  const yaml = readYaml(text);
  if (!yaml || !isMap(yaml.node([]))) return undefined;
  const { at, indent, lines, section } = insertion(text, yaml) ?? {};
  if (at === undefined || indent === undefined || lines === undefined) return undefined;
  const changed = withBlock(text, at, { lines, indent, eol: lineEnd(text) });
  const expected = { ...asRecord(yaml.value), 'pre-push': section };
  return isDeepStrictEqual(readYaml(changed)?.value, expected) ? changed : undefined;
}

function insertion(text: string, yaml: YamlText): Insertion | undefined {
  const section = asRecord(asRecord(yaml.value)['pre-push']);
  const commands = firstLine(text, yaml.node(['pre-push', 'commands']));
  if (commands) {
    const all = { oneleaf: COMMAND, ...asRecord(section['commands']) };
    return { ...commands, lines: ['oneleaf:', ...indented(LINES, 1)], section: { ...section, commands: all } };
  }
  const jobs = asList(section['jobs']);
  const firstJob = jobs && firstLine(text, yaml.node(['pre-push', 'jobs']));
  if (firstJob) {
    const all = [{ name: 'oneleaf', ...COMMAND }, ...jobs];
    return { ...firstJob, lines: ['- name: oneleaf', ...indented(LINES, 1)], section: { ...section, jobs: all } };
  }
  const lines = ['commands:', ...indented(['oneleaf:', ...indented(LINES, 1)], 1)];
  const whole = { ...section, commands: { oneleaf: COMMAND } };
  const first = firstLine(text, yaml.node(['pre-push']));
  if (first) return { ...first, lines, section: whole };
  if (yaml.node(['pre-push']) !== undefined) return undefined;
  return { at: text.length, indent: '', lines: ['pre-push:', ...indented(lines, 1)], section: whole };
}

function indented(lines: readonly string[], depth: number): readonly string[] {
  return lines.map(line => `${'  '.repeat(depth)}${line}`);
}

function snippetFor(path: string): string {
  const json = JSON.stringify({ 'pre-push': { commands: { oneleaf: COMMAND } } }, null, 2);
  if (path.endsWith('.toml')) return `[pre-push.commands.oneleaf]\nrun = "${RUN}"\nuse_stdin = true`;
  return path.includes('.json') ? json : ['pre-push:', '  commands:', '    oneleaf:', ...indented(LINES, 3)].join('\n');
}
