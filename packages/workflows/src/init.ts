import type { SetupPlan } from '@oneleaf/core';
import { openRepository } from '@oneleaf/git';
import type { ProcessContext } from './process-context.js';
import type { HookManager } from './setup/setup-options.js';
import { planRemoval, planSetup } from './setup/setup-plan.js';
import { workingFiles } from './repository-view/working-files.js';

export interface InitOptions {
  /** A working tree; the current folder unless given. */
  readonly repo?: string;
  /** Found from what the repository uses unless given. */
  readonly hooks?: HookManager | 'none';
  /** Say after every checkout what is stranded on the database. */
  readonly postCheckout: boolean;
  /** Take out what an earlier run put in. */
  readonly remove: boolean;
  /** Only say what would be written. */
  readonly dryRun: boolean;
}

/** Writes or removes the hooks of a repository. The plan lists what was written and what the user has to do. */
export async function setUp(
  { cwd, env }: Pick<ProcessContext, 'cwd' | 'env'>,
  { repo, hooks, postCheckout, remove, dryRun }: InitOptions,
): Promise<SetupPlan> {
  // A hook's environment is about the repository that it runs in, not about another one that was named.
  const repository = await openRepository(repo ?? cwd, { env, ambient: repo === undefined });
  const files = await workingFiles(repository, { key: 'init', wants: isOfInterest });
  const { configured } = (await repository.cloneProperties()).hooks;
  const options = {
    within: '',
    postCheckout,
    ...(hooks === undefined ? {} : { hooks }),
    ...(configured === undefined ? {} : { hooksPath: configured }),
  };
  const plan = remove ? planRemoval(files, {}) : planSetup(files, options);
  if (!dryRun) await repository.apply(plan.changes);
  return plan;
}

const FOLDERS = ['.husky', '.config'];

function isOfInterest(path: string): boolean {
  return !path.includes('/') || FOLDERS.includes(path.slice(0, path.lastIndexOf('/')));
}
