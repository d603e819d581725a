import type { Git } from './git.js';
import { GitError } from './git-error.js';

/** Git's version. It is read when something depends on it, so that a hook that needs nothing new saves a child. */
export class GitVersion {
  #output: Promise<string> | undefined;

  constructor(readonly git: Git) {}

  /** `2.39.5` */
  async text(): Promise<string> {
    this.#output ??= this.git.run(['--version']).then(output => output.toString().trim());
    return /\d+(?:\.\d+)+/.exec(await this.#output)?.[0] ?? '';
  }

  async isAtLeast(wantedMajor: number, wantedMinor: number): Promise<boolean> {
    const [major = 0, minor = 0] = (await this.text()).split('.').map(Number);
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  }

  /** The youngest thing that everything here needs is `rev-list --no-commit-header`. */
  async demand(): Promise<void> {
    if (!(await this.isAtLeast(2, 33))) throw new GitError(`git ${await this.text()} is too old`, 'install git 2.33 or newer');
  }
}
