import type { SetupInstruction } from '@oneleaf/core';
import { findBlock, withBlock, withoutBlock } from './marked-block.js';
import type { SetupDraft } from './setup-draft.js';
import type { SetupFiles } from '../repository-view/working-files.js';
import { addPrepare, PREPARE_NOTE, removePrepare } from './prepare-script.js';
import { programCall, type SetupOptions } from './setup-options.js';
import { dependsOn, mentionsHusky, scriptsOf } from './package-json.js';

export const HUSKY_HOOK = '.husky/pre-push';
const HUSKY_CHECKOUT = '.husky/post-checkout';

/** Noted where nothing was before. */
const FILE_NOTE = 'made this file';

export function usesHusky(files: SetupFiles): boolean {
  return files.list('.husky').length > 0 || dependsOn(files, 'husky') || Object.values(scriptsOf(files)).some(mentionsHusky);
}

export function addToHusky(draft: SetupDraft, options: SetupOptions): readonly SetupInstruction[] {
  const before = draft.read(HUSKY_HOOK);
  const known = before === undefined ? undefined : findBlock(before);
  const rest = withoutBlock(before ?? '');
  if (/\boneleaf\b.*\bpre-push\b/.test(rest)) return [];
  const prepared = addPrepare(draft, options);
  const notes = [...(known?.notes ?? []), ...(before === undefined ? [FILE_NOTE] : []), ...(prepared.added ? [PREPARE_NOTE] : [])];
  const at = headLength(rest);
  draft.write(HUSKY_HOOK, withBlock(rest, at, { lines: hookLines(rest.slice(at), callIn(rest, options)), notes }));
  return [...prepared.instructions, ...(dependsOn(draft, 'husky') ? [] : [INSTALL_HUSKY])];
}

/** Git returns the exit code of this hook from checkout, and an old branch may not have the program. */
export function addCheckoutToHusky(draft: SetupDraft, options: SetupOptions): readonly SetupInstruction[] {
  const before = draft.read(HUSKY_CHECKOUT);
  const rest = withoutBlock(before ?? '');
  if (/\boneleaf\b.*\bpost-checkout\b/.test(rest)) return [];
  const notes = before === undefined ? [FILE_NOTE] : (findBlock(before)?.notes ?? []);
  draft.write(HUSKY_CHECKOUT, withBlock(rest, headLength(rest), { lines: [`${callIn(rest, options)} post-checkout "$@" || true`], notes }));
  return [];
}

export function removeFromHusky(draft: SetupDraft): readonly SetupInstruction[] {
  for (const path of [HUSKY_HOOK, HUSKY_CHECKOUT]) {
    const text = draft.read(path);
    const block = text === undefined ? undefined : findBlock(text);
    if (text === undefined || !block) continue;
    const rest = withoutBlock(text);
    draft.write(path, rest === '' && block.notes.includes(FILE_NOTE) ? null : rest);
    if (block.notes.includes(PREPARE_NOTE)) removePrepare(draft);
  }
  return [];
}

const INSTALL_HUSKY: SetupInstruction = { title: 'install husky, which runs the hook', text: 'npm install --save-dev husky' };

/** The shebang, and down to the line by which husky 8 and older start themselves: what stands before that line runs twice. */
function headLength(text: string): number {
  return /^(?:[^\n]*\n)*?\. [^\n]*\bhusky\.sh[^\n]*(?:\n|$)/.exec(text)?.[0].length ?? /^#![^\n]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
}

/** Husky 9 puts node_modules/.bin on PATH, older ones do not. */
function callIn(text: string, options: SetupOptions): string {
  return text.includes('husky.sh') ? `npx --no-install ${programCall({ ...options, within: '' })}` : programCall(options);
}

/**
 * Git writes the pushed refs once to standard input, so they are written again for the commands below. The block comes first, because those
 * commands may end the hook early. Its lines end as a shell needs them.
 */
function hookLines(rest: string, call: string): readonly string[] {
  if (!/^\s*[^#\s]/m.test(rest)) return [`${call} pre-push "$@"`];
  return [
    'oneleaf_refs=',
    '[ -t 0 ] || oneleaf_refs=$(cat)',
    `printf '%s\\n' "$oneleaf_refs" | ${call} pre-push "$@" || exit $?`,
    '# the commands below may want to read the pushed refs, too',
    'if [ -n "$oneleaf_refs" ]; then exec <<ONELEAF_REFS',
    '$oneleaf_refs',
    'ONELEAF_REFS',
    'elif [ ! -t 0 ]; then exec </dev/null; fi',
  ];
}
