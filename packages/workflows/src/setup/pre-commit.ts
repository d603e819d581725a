import type { SetupInstruction } from '@oneleaf/core';
import { isDeepStrictEqual } from 'node:util';
import { findBlock, lineEnd, withBlock, withoutBlock } from './marked-block.js';
import type { SetupDraft } from './setup-draft.js';
import type { SetupFiles } from '../repository-view/working-files.js';
import { firstLine, asList, readYaml, asRecord } from './yaml-text.js';

export const PRE_COMMIT = '.pre-commit-config.yaml';

/** pre-commit passes the refs in variables, not on standard input. */
const HOOK = {
  id: 'oneleaf',
  name: 'one leaf for each migration history',
  entry: 'npx --no-install oneleaf pre-push',
  language: 'system',
  stages: ['pre-push'],
  pass_filenames: false,
  always_run: true,
};

const LINES = [
  '- repo: local',
  '  hooks:',
  `    - id: ${HOOK.id}`,
  `      name: ${HOOK.name}`,
  `      entry: ${HOOK.entry}`,
  `      language: ${HOOK.language}`,
  '      stages: [pre-push]',
  '      pass_filenames: false',
  '      always_run: true',
];

export function usesPreCommit(files: SetupFiles): boolean {
  return files.read(PRE_COMMIT) !== undefined;
}

export function addToPreCommit(draft: SetupDraft): readonly SetupInstruction[] {
  const text = draft.read(PRE_COMMIT) ?? '';
  if (/\boneleaf\b.*\bpre-push\b/.test(text)) return [];
  const changed = withHook(text);
  const added: SetupInstruction = { title: `add to ${PRE_COMMIT}`, text: ['repos:', ...LINES.map(line => `  ${line}`)].join('\n') };
  if (changed !== undefined) draft.write(PRE_COMMIT, changed);
  return [...(changed === undefined ? [added] : []), INSTALL_PRE_COMMIT];
}

/** pre-commit passes the kind of checkout in a variable. */
export function addCheckoutToPreCommit(draft: SetupDraft): readonly SetupInstruction[] {
  if (/\boneleaf\b.*\bpost-checkout\b/.test(draft.read(PRE_COMMIT) ?? '')) return [];
  const hook = LINES.map(line => line.replace(HOOK.name, 'migrations of other branches').replaceAll('pre-push', 'post-checkout'));
  return [
    { title: `add to ${PRE_COMMIT}`, text: ['repos:', ...hook.map(line => `  ${line}`)].join('\n') },
    { title: 'enable pre-commit for checkouts, in every clone', text: 'pre-commit install --hook-type post-checkout' },
  ];
}

export function removeFromPreCommit(draft: SetupDraft): readonly SetupInstruction[] {
  const text = draft.read(PRE_COMMIT);
  if (text !== undefined && findBlock(text)) draft.write(PRE_COMMIT, withoutBlock(text));
  return [];
}

/** `pre-commit install` alone installs no pre-push hook. */
const INSTALL_PRE_COMMIT: SetupInstruction = {
  title: 'enable pre-commit for pushes, in every clone',
  text: 'pre-commit install --hook-type pre-push',
};

/** The text with our hook first; undefined where it does not read so afterwards. */
function withHook(text: string): string | undefined {
  const yaml = readYaml(text);
  const first = firstLine(text, yaml?.node(['repos']));
  const before = asRecord(yaml?.value);
  const known = asList(before['repos']);
  if (!first || !known) return undefined;
  const changed = withBlock(text, first.at, { lines: LINES, indent: first.indent, eol: lineEnd(text) });
  const repos = [{ repo: 'local', hooks: [HOOK] }, ...known];
  return isDeepStrictEqual(readYaml(changed)?.value, { ...before, repos }) ? changed : undefined;
}
