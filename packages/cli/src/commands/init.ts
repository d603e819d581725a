import type { SetupPlan } from '@oneleaf/core';
import { openRepository, type Repository } from '@oneleaf/git';
import { renderSetup } from '@oneleaf/report';
import type { Request } from '../request.js';
import type { Answer, Outside } from '../run.js';
import type { Manager } from '../setup/options.js';
import { planRemoval, planSetup } from '../setup/plan.js';
import { workingFiles } from '../working-files.js';

export interface InitOptions {
  /** Found from what the repository uses unless given. */
  readonly hooks?: Manager | 'none';
  /** Take out what an earlier run put in. */
  readonly remove: boolean;
  /** Only say what would be written. */
  readonly dryRun: boolean;
}

/** Answers `oneleaf init`. */
export async function setUp({ repo, ...options }: Extract<Request, { command: 'init' }>, outside: Outside): Promise<Answer> {
  const repository = await openRepository(repo ?? outside.cwd, { env: outside.env, ambient: repo === undefined });
  const plan = await init(repository, options);
  return { output: renderSetup(plan, { color: outside.color, width: outside.width, dryRun: options.dryRun }), exitCode: 0 };
}

/** Sets the hooks of a repository up, or undoes that; the plan tells what was written and what is left to do. */
export async function init(repository: Repository, { hooks, remove, dryRun }: InitOptions): Promise<SetupPlan> {
  const files = await workingFiles(repository, { key: 'init', wants: isOfInterest });
  const { configured } = (await repository.clone()).hooks;
  const options = { within: '', ...(hooks === undefined ? {} : { hooks }), ...(configured === undefined ? {} : { hooksPath: configured }) };
  const plan = remove ? planRemoval(files, {}) : planSetup(files, options);
  if (!dryRun) await repository.apply(plan.changes);
  return plan;
}

const FOLDERS = ['.husky', '.config'];

function isOfInterest(path: string): boolean {
  return !path.includes('/') || FOLDERS.includes(path.slice(0, path.lastIndexOf('/')));
}
