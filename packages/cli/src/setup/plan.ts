import type { Instruction, SetupPlan } from '@oneleaf/core';
import { Draft, type Files } from './files.js';
import { addCheckoutToHusky, addToHusky, removeFromHusky, usesHusky } from './husky.js';
import { addCheckoutToLefthook, addToLefthook, removeFromLefthook, usesLefthook } from './lefthook.js';
import { addToLintStaged, removeFromLintStaged, usesLintStaged } from './lint-staged.js';
import { callOf, MANAGERS, type Manager, type SetupOptions } from './options.js';
import { hasKey } from './package-json.js';
import { addCheckoutToPreCommit, addToPreCommit, removeFromPreCommit, usesPreCommit } from './pre-commit.js';

interface Part {
  readonly uses: (files: Files) => boolean;
  readonly add: (draft: Draft, options: SetupOptions) => readonly Instruction[];
  /** The same for the hook after a checkout. */
  readonly addCheckout: (draft: Draft, options: SetupOptions) => readonly Instruction[];
  /** Undoes what `add` wrote, whatever the repository uses now. */
  readonly remove: (draft: Draft) => readonly Instruction[];
}

const PARTS: Readonly<Record<Manager, Part>> = {
  husky: { uses: usesHusky, add: addToHusky, addCheckout: addCheckoutToHusky, remove: removeFromHusky },
  lefthook: { uses: usesLefthook, add: addToLefthook, addCheckout: addCheckoutToLefthook, remove: removeFromLefthook },
  'pre-commit': { uses: usesPreCommit, add: addToPreCommit, addCheckout: addCheckoutToPreCommit, remove: removeFromPreCommit },
};

/** What it takes to call `oneleaf` from the hooks of a repository; what cannot be edited safely becomes an instruction. */
export function planSetup(files: Files, options: SetupOptions): SetupPlan {
  if (options.hooks === 'none') return { changes: [], instructions: [] };
  const draft = new Draft(files);
  const instructions = [...planHook(draft, options), ...planStaged(draft, options)];
  return { changes: draft.changes(), instructions };
}

/** Takes out what `planSetup` put in: the files are what they were. */
export function planRemoval(files: Files, { locate }: Pick<SetupOptions, 'locate'>): SetupPlan {
  const draft = new Draft(files);
  const instructions = [...MANAGERS.flatMap(name => PARTS[name].remove(draft)), ...removeFromLintStaged(draft, locate)];
  return { changes: draft.changes(), instructions };
}

function planHook(draft: Draft, options: SetupOptions): readonly Instruction[] {
  const added = (name: Manager): readonly Instruction[] => [
    ...PARTS[name].add(draft, options),
    ...(options.postCheckout === true ? PARTS[name].addCheckout(draft, options) : []),
  ];
  if (options.hooks !== undefined && options.hooks !== 'none') return added(options.hooks);
  const used = MANAGERS.filter(name => PARTS[name].uses(draft));
  const [only] = used;
  if (only !== undefined && used.length === 1) return elsewhere(only, options) ?? added(only);
  return used.length > 1 ? [choose(used)] : [unmanaged(draft, options), ...afterCheckout(options)];
}

/** Where neither husky nor lint-staged is in use, lint-staged is nobody's business. */
function planStaged(draft: Draft, { hooks, locate }: SetupOptions): readonly Instruction[] {
  return usesLintStaged(draft) || hooks === 'husky' || usesHusky(draft) ? addToLintStaged(draft, locate) : [];
}

/** Git looks for hooks in one folder: husky's only where husky was switched on. */
function elsewhere(only: Manager, options: SetupOptions): readonly Instruction[] | undefined {
  const { hooksPath } = options;
  if (only !== 'husky' || hooksPath === undefined || /(?:^|\/)\.husky(?:\/_)?\/?$/.test(hooksPath)) return undefined;
  return [plain(`${hooksPath}/pre-push`, options), ...afterCheckout(options)];
}

function choose(used: readonly Manager[]): Instruction {
  return {
    title: `this repository uses ${used.join(' and ')}; say which one is to call oneleaf`,
    text: `oneleaf init --hooks ${used[0] ?? ''}`,
  };
}

function unmanaged(draft: Draft, options: SetupOptions): Instruction {
  if (hasKey(draft, 'simple-git-hooks')) {
    const text = `"pre-push": "npx --no-install oneleaf pre-push \\"$@\\""`;
    return { title: 'add to simple-git-hooks in package.json, and run npx simple-git-hooks', text };
  }
  return plain(`${options.hooksPath ?? '.git/hooks'}/pre-push`, options);
}

function afterCheckout(options: SetupOptions): readonly Instruction[] {
  if (options.postCheckout !== true) return [];
  const title = `add to ${options.hooksPath ?? '.git/hooks'}/post-checkout, which must be executable`;
  return [{ title, text: `#!/bin/sh\n${byHand(options)} post-checkout "$@" || true` }];
}

function byHand(options: SetupOptions): string {
  return options.within === '' ? 'npx --no-install oneleaf' : callOf(options);
}

function plain(path: string, options: SetupOptions): Instruction {
  const call = byHand(options);
  return { title: `add to ${path}, which must be executable, above everything else`, text: `#!/bin/sh\n${call} pre-push "$@" || exit $?` };
}
