import type { SetupInstruction, SetupPlan } from '@oneleaf/core';
import { SetupDraft } from './setup-draft.js';
import type { SetupFiles } from '../repository-view/working-files.js';
import { addCheckoutToHusky, addToHusky, removeFromHusky, usesHusky } from './husky.js';
import { addCheckoutToLefthook, addToLefthook, removeFromLefthook, usesLefthook } from './lefthook.js';
import { addToLintStaged, removeFromLintStaged, usesLintStaged } from './lint-staged.js';
import { programCall, HOOK_MANAGERS, type HookManager, type SetupOptions } from './setup-options.js';
import { hasKey } from './package-json.js';
import { addCheckoutToPreCommit, addToPreCommit, removeFromPreCommit, usesPreCommit } from './pre-commit.js';

interface ManagerSetup {
  readonly uses: (files: SetupFiles) => boolean;
  readonly add: (draft: SetupDraft, options: SetupOptions) => readonly SetupInstruction[];
  /** Adds the entry for the hook after a checkout. */
  readonly addCheckout: (draft: SetupDraft, options: SetupOptions) => readonly SetupInstruction[];
  /** Undoes what `add` wrote, whatever the repository uses now. */
  readonly remove: (draft: SetupDraft) => readonly SetupInstruction[];
}

const MANAGER_SETUPS: Readonly<Record<HookManager, ManagerSetup>> = {
  husky: { uses: usesHusky, add: addToHusky, addCheckout: addCheckoutToHusky, remove: removeFromHusky },
  lefthook: { uses: usesLefthook, add: addToLefthook, addCheckout: addCheckoutToLefthook, remove: removeFromLefthook },
  'pre-commit': { uses: usesPreCommit, add: addToPreCommit, addCheckout: addCheckoutToPreCommit, remove: removeFromPreCommit },
};

/** The changes that call `oneleaf` from the hooks of a repository. What cannot be edited safely becomes an instruction. */
export function planSetup(files: SetupFiles, options: SetupOptions): SetupPlan {
  if (options.hooks === 'none') return { changes: [], instructions: [] };
  const draft = new SetupDraft(files);
  const instructions = [...planHook(draft, options), ...planStaged(draft, options)];
  return { changes: draft.changes(), instructions };
}

/** Takes out what `planSetup` put in: the files are what they were. */
export function planRemoval(files: SetupFiles, { locate }: Pick<SetupOptions, 'locate'>): SetupPlan {
  const draft = new SetupDraft(files);
  const instructions = [...HOOK_MANAGERS.flatMap(name => MANAGER_SETUPS[name].remove(draft)), ...removeFromLintStaged(draft, locate)];
  return { changes: draft.changes(), instructions };
}

function planHook(draft: SetupDraft, options: SetupOptions): readonly SetupInstruction[] {
  const added = (name: HookManager): readonly SetupInstruction[] => [
    ...MANAGER_SETUPS[name].add(draft, options),
    ...(options.postCheckout === true ? MANAGER_SETUPS[name].addCheckout(draft, options) : []),
  ];
  if (options.hooks !== undefined && options.hooks !== 'none') return added(options.hooks);
  const used = HOOK_MANAGERS.filter(name => MANAGER_SETUPS[name].uses(draft));
  const [only] = used;
  if (only !== undefined && used.length === 1) return hookInstruction(only, options) ?? added(only);
  return used.length > 1 ? [chooseInstruction(used)] : [unmanagedInstruction(draft, options), ...checkoutInstructions(options)];
}

/** A repository without husky and lint-staged gets no instruction about lint-staged. */
function planStaged(draft: SetupDraft, { hooks, locate }: SetupOptions): readonly SetupInstruction[] {
  return usesLintStaged(draft) || hooks === 'husky' || usesHusky(draft) ? addToLintStaged(draft, locate) : [];
}

/** Git looks for hooks in one folder: husky's only where husky was switched on. */
function hookInstruction(only: HookManager, options: SetupOptions): readonly SetupInstruction[] | undefined {
  const { hooksPath } = options;
  if (only !== 'husky' || hooksPath === undefined || /(?:^|\/)\.husky(?:\/_)?\/?$/.test(hooksPath)) return undefined;
  return [plainHookInstruction(`${hooksPath}/pre-push`, options), ...checkoutInstructions(options)];
}

function chooseInstruction(used: readonly HookManager[]): SetupInstruction {
  return {
    title: `this repository uses ${used.join(' and ')}; say which one is to call oneleaf`,
    text: `oneleaf init --hooks ${used[0] ?? ''}`,
  };
}

function unmanagedInstruction(draft: SetupDraft, options: SetupOptions): SetupInstruction {
  if (hasKey(draft, 'simple-git-hooks')) {
    const text = `"pre-push": "npx --no-install oneleaf pre-push \\"$@\\""`;
    return { title: 'add to simple-git-hooks in package.json, and run npx simple-git-hooks', text };
  }
  return plainHookInstruction(`${options.hooksPath ?? '.git/hooks'}/pre-push`, options);
}

function checkoutInstructions(options: SetupOptions): readonly SetupInstruction[] {
  if (options.postCheckout !== true) return [];
  const title = `add to ${options.hooksPath ?? '.git/hooks'}/post-checkout, which must be executable`;
  return [{ title, text: `#!/bin/sh\n${manualCall(options)} post-checkout "$@" || true` }];
}

function manualCall(options: SetupOptions): string {
  return options.within === '' ? 'npx --no-install oneleaf' : programCall(options);
}

function plainHookInstruction(path: string, options: SetupOptions): SetupInstruction {
  const call = manualCall(options);
  return { title: `add to ${path}, which must be executable, above everything else`, text: `#!/bin/sh\n${call} pre-push "$@" || exit $?` };
}
