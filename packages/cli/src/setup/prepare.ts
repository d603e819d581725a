import type { Instruction } from '@oneleaf/core';
import { isScalar } from 'yaml';
import type { Draft } from './files.js';
import { withMember, withoutMember } from './members.js';
import type { SetupOptions } from './options.js';
import { mentionsHusky, PACKAGE, scriptsOf } from './package-json.js';
import { readYaml, writtenAs, writtenIn } from './yaml.js';

/** How the hook's block notes that `prepare` was written. */
export const PREPARE = 'prepare in package.json';

const ADDED = ' && husky';

interface Prepared {
  readonly added: boolean;
  readonly instructions: readonly Instruction[];
}

/** Lets npm switch the hooks on after every install: behind whatever `prepare` does already. */
export function addPrepare(draft: Draft, { hooksPath, within }: SetupOptions): Prepared {
  const text = draft.read(PACKAGE);
  const isActive = hooksPath?.endsWith('.husky/_') === true || hooksPath?.endsWith('.husky') === true;
  if (text === undefined || isActive || Object.values(scriptsOf(draft)).some(mentionsHusky)) return { added: false, instructions: [] };
  const changed = within === '' ? withPrepare(text) : undefined;
  if (changed === undefined) return { added: false, instructions: [byHand(within)] };
  draft.write(PACKAGE, changed);
  return { added: true, instructions: [] };
}

/** Takes out what `addPrepare` wrote. */
export function removePrepare(draft: Draft): void {
  const text = draft.read(PACKAGE) ?? '';
  const member = writtenIn(text, ['scripts'])?.members.find(({ key }) => key === 'prepare');
  if (!member) return;
  const written = text.slice(member.start, member.end);
  if (/:\s*"husky"$/.test(written)) draft.write(PACKAGE, withoutMember(text, member));
  else if (written.endsWith(`${ADDED}"`)) draft.write(PACKAGE, `${text.slice(0, member.end - ADDED.length - 1)}"${text.slice(member.end)}`);
}

function withPrepare(text: string): string | undefined {
  const yaml = readYaml(text);
  const scripts = writtenAs(yaml?.node(['scripts']));
  if (!scripts) return undefined;
  const prepare = yaml?.node(['scripts', 'prepare']);
  if (prepare === undefined) return withMember(text, scripts, '"prepare": "husky"');
  if (!isScalar(prepare) || typeof prepare.value !== 'string' || prepare.value.trim() === '' || !prepare.range) return undefined;
  const end = prepare.range[1] - 1;
  return `${text.slice(0, end)}${ADDED}${text.slice(end)}`;
}

function byHand(within: string): Instruction {
  const command = within === '' ? 'husky' : `cd ${'../'.repeat(within.split('/').length).slice(0, -1)} && husky ${within}/.husky`;
  return { title: 'add to the scripts of package.json, so that npm switches the hooks on', text: `"prepare": "${command}"` };
}
