import { oidPattern, type Oid } from '../objects/oid.js';
import type { Git } from '../process/git.js';
import type { Config } from '../repository/config.js';
import { localDefaultBranch, remoteDefaultBranch } from './default-branch.js';
import type { Head, Ref } from './ref.js';
import { fullRefName, listRefs, readHead, resolveCommit } from './refs.js';

/** The refs of a clone. Each is read once, so that one session looks at one state of them and starts git for none twice. */
export class RefLookup {
  readonly #commits = new Map<string, Oid>();
  readonly #names = new Map<string, string>();
  #head: Promise<Head> | undefined;

  constructor(
    readonly git: Git,
    readonly config: Config,
    readonly bare: boolean,
  ) {}

  head(): Promise<Head> {
    this.#head ??= readHead(this.git);
    return this.#head;
  }

  async resolve(name: string): Promise<Oid | undefined> {
    const known = this.#commits.get(name);
    if (known !== undefined) return known;
    const commit = name === 'HEAD' ? (await this.head()).commit : await resolveCommit(this.git, name);
    if (commit !== undefined) this.#remember({ name, commit });
    return commit;
  }

  async fullName(name: string): Promise<string | undefined> {
    if (oidPattern.test(name)) return undefined;
    const full = this.#names.get(name) ?? (await fullRefName(this.git, name));
    if (full !== undefined) this.#names.set(name, full);
    return full;
  }

  async list(patterns: readonly string[]): Promise<readonly Ref[]> {
    const refs = await listRefs(this.git, patterns);
    for (const ref of refs) this.#remember(ref);
    return refs;
  }

  async defaultBranch(remote: string | undefined): Promise<string | undefined> {
    const found =
      remote === undefined
        ? await localDefaultBranch(this.git, this.config, { bare: this.bare, head: (await this.head()).ref })
        : await remoteDefaultBranch(this.git, this.config, remote);
    if (found?.commit !== undefined) this.#remember({ name: found.name, commit: found.commit });
    if (found !== undefined) this.#names.set(found.name, found.name);
    return found?.name;
  }

  #remember({ name, commit }: Ref): void {
    this.#commits.set(name, commit);
    this.#commits.set(commit, commit);
  }
}
