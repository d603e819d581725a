import type { SetupInstruction } from '@oneleaf/core';
import { isScalar } from 'yaml';
import type { SetupDraft } from './setup-draft.js';
import { withMember, withoutMember } from './object-members.js';
import type { SetupOptions } from './setup-options.js';
import { mentionsHusky, PACKAGE, scriptsOf } from './package-json.js';
import { readYaml, objectTextAt, objectTextIn } from './yaml-text.js';

/** How the hook's block notes that `prepare` was written. */
export const PREPARE_NOTE = 'prepare in package.json';

const ADDED_COMMAND = ' && husky';

interface PrepareChange {
  readonly added: boolean;
  readonly instructions: readonly SetupInstruction[];
}

/** Lets npm switch the hooks on after every install: behind whatever `prepare` does already. */
export function addPrepare(draft: SetupDraft, { hooksPath, within }: SetupOptions): PrepareChange {
  const text = draft.read(PACKAGE);
  const isActive = hooksPath?.endsWith('.husky/_') === true || hooksPath?.endsWith('.husky') === true;
  if (text === undefined || isActive || Object.values(scriptsOf(draft)).some(mentionsHusky)) return { added: false, instructions: [] };
  const changed = within === '' ? withPrepare(text) : undefined;
  if (changed === undefined) return { added: false, instructions: [manualInstruction(within)] };
  draft.write(PACKAGE, changed);
  return { added: true, instructions: [] };
}

/** Takes out what `addPrepare` wrote. */
export function removePrepare(draft: SetupDraft): void {
  const text = draft.read(PACKAGE) ?? '';
  const member = objectTextIn(text, ['scripts'])?.members.find(({ key }) => key === 'prepare');
  if (!member) return;
  const written = text.slice(member.start, member.end);
  if (/:\s*"husky"$/.test(written)) draft.write(PACKAGE, withoutMember(text, member));
  else if (written.endsWith(`${ADDED_COMMAND}"`))
    draft.write(PACKAGE, `${text.slice(0, member.end - ADDED_COMMAND.length - 1)}"${text.slice(member.end)}`);
}

function withPrepare(text: string): string | undefined {
  const yaml = readYaml(text);
  const scripts = objectTextAt(yaml?.node(['scripts']));
  if (!scripts) return undefined;
  const prepare = yaml?.node(['scripts', 'prepare']);
  if (prepare === undefined) return withMember(text, scripts, '"prepare": "husky"');
  if (!isScalar(prepare) || typeof prepare.value !== 'string' || prepare.value.trim() === '' || !prepare.range) return undefined;
  const end = prepare.range[1] - 1;
  return `${text.slice(0, end)}${ADDED_COMMAND}${text.slice(end)}`;
}

function manualInstruction(within: string): SetupInstruction {
  const command = within === '' ? 'husky' : `cd ${'../'.repeat(within.split('/').length).slice(0, -1)} && husky ${within}/.husky`;
  return { title: 'add to the scripts of package.json, so that npm install enables the hooks', text: `"prepare": "${command}"` };
}
