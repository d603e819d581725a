import type { Instruction, SetupPlan } from '@oneleaf/core';
import { Draft, type Files } from './files.js';
import { addToHusky, removeFromHusky, usesHusky } from './husky.js';
import { addToLefthook, removeFromLefthook, usesLefthook } from './lefthook.js';
import { addToLintStaged, removeFromLintStaged, usesLintStaged } from './lint-staged.js';
import { callOf, MANAGERS, type Manager, type SetupOptions } from './options.js';
import { hasKey } from './package-json.js';
import { addToPreCommit, removeFromPreCommit, usesPreCommit } from './pre-commit.js';

interface Part {
  readonly uses: (files: Files) => boolean;
  readonly add: (draft: Draft, options: SetupOptions) => readonly Instruction[];
  /** Undoes what `add` wrote, whatever the repository uses now. */
  readonly remove: (draft: Draft) => readonly Instruction[];
}

const PARTS: Readonly<Record<Manager, Part>> = {
  husky: { uses: usesHusky, add: addToHusky, remove: removeFromHusky },
  lefthook: { uses: usesLefthook, add: addToLefthook, remove: removeFromLefthook },
  'pre-commit': { uses: usesPreCommit, add: addToPreCommit, remove: removeFromPreCommit },
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
  if (options.hooks !== undefined && options.hooks !== 'none') return PARTS[options.hooks].add(draft, options);
  const used = MANAGERS.filter(name => PARTS[name].uses(draft));
  const [only] = used;
  if (only !== undefined && used.length === 1) return elsewhere(only, options) ?? PARTS[only].add(draft, options);
  return [used.length > 1 ? choose(used) : unmanaged(draft, options)];
}

/** Where neither husky nor lint-staged is in use, lint-staged is nobody's business. */
function planStaged(draft: Draft, { hooks, locate }: SetupOptions): readonly Instruction[] {
  return usesLintStaged(draft) || hooks === 'husky' || usesHusky(draft) ? addToLintStaged(draft, locate) : [];
}

/** Git looks for hooks in one folder: husky's only where husky was switched on. */
function elsewhere(only: Manager, options: SetupOptions): readonly Instruction[] | undefined {
  const { hooksPath } = options;
  if (only !== 'husky' || hooksPath === undefined || /(?:^|\/)\.husky(?:\/_)?\/?$/.test(hooksPath)) return undefined;
  return [plain(`${hooksPath}/pre-push`, options)];
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

function plain(path: string, options: SetupOptions): Instruction {
  const call = options.within === '' ? 'npx --no-install oneleaf' : callOf(options);
  return { title: `add to ${path}, which must be executable, above everything else`, text: `#!/bin/sh\n${call} pre-push "$@" || exit $?` };
}
