import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fastImportStream } from './fast-import.js';

/** `null` deletes the file; a path may hold escaped non-UTF-8 bytes (see `decodePath`). */
export type RepoContent = string | Uint8Array | null | { readonly link: string } | { readonly submodule: string };
export type RepoFiles = Readonly<Record<string, RepoContent>>;

/** Commits of each branch, oldest first; the first branch is the trunk, the others start at the trunk's first commit. */
export type RepoBranches = Readonly<Record<string, RepoFiles | readonly RepoFiles[]>>;

export interface GitRepoOptions {
  readonly bare?: boolean;
  readonly format?: 'sha1' | 'sha256';
}

export interface CommitOptions {
  /** Names or ids; the branch's own tip unless given, none when the branch is new. `[]` makes a root. */
  readonly parents?: readonly string[];
  readonly message?: string;
  readonly author?: string;
  /** Seconds since 1970; a minute after the commit before unless given. */
  readonly time?: number;
}

/** A repository under the temporary folder, blind to the machine's git configuration, removed after the spec file. */
export class GitRepo {
  #clock = Date.UTC(2024, 0, 1) / 1000;

  constructor(
    readonly path: string,
    readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  /** Runs git in the repository and returns its output, without the last newline. Specs build repositories in expressions, which simple-git, all promises, cannot. */
  git(...args: readonly string[]): string {
    return this.run(args).toString().replace(/\n$/, '');
  }

  run(args: readonly string[], input: string | Uint8Array = ''): Buffer {
    return execFileSync('git', args, { cwd: this.path, env: { ...this.env }, input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  }

  /** Runs git and returns its output and its exit code, whatever that is. */
  ask(args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    return spawnSync('git', args, { cwd: this.path, env: { ...this.env }, encoding: 'utf8' });
  }

  /** Adds a commit to a branch (or to any `refs/...`) without touching the working tree; returns its id. */
  commit(branch: string, files: RepoFiles, options: CommitOptions = {}): string {
    const ref = branch.startsWith('refs/') ? branch : `refs/heads/${branch}`;
    const parents = options.parents?.map(name => this.id(name)) ?? this.#tip(ref);
    this.#clock += 60;
    const stream = fastImportStream({
      ref,
      parents,
      files,
      message: options.message ?? `Change ${branch}`,
      author: options.author ?? 'Ada Leaf',
      time: options.time ?? this.#clock,
    });
    return this.run(['fast-import', '--quiet', '--force'], stream).toString().trim();
  }

  /** The full id of a commit. */
  id(name: string): string {
    return this.git('rev-parse', '--verify', '--end-of-options', `${name}^{commit}`);
  }

  /** Makes the working tree and the index equal to the checked-out branch. */
  checkout(branch?: string): void {
    if (branch !== undefined) this.git('symbolic-ref', 'HEAD', `refs/heads/${branch}`);
    this.git('reset', '--quiet', '--hard');
  }

  /** Writes files into the working tree. */
  write(files: RepoFiles): void {
    for (const [path, content] of Object.entries(files)) {
      const full = join(this.path, path);
      if (content === null) {
        rmSync(full, { recursive: true });
        continue;
      }
      mkdirSync(dirname(full), { recursive: true });
      if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(full, content);
      else if ('link' in content) symlinkSync(content.link, full);
    }
  }

  /** `git clone` with options such as `--depth=4`, `--bare`, `--filter=blob:none`, over the `file://` transport. */
  clone(...options: readonly string[]): GitRepo {
    this.git('config', 'uploadpack.allowFilter', 'true');
    this.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const path = join(scratch(), 'clone');
    this.git('clone', '--quiet', ...options, `file://${this.path}`, path);
    return new GitRepo(path, this.env);
  }

  #tip(ref: string): string[] {
    return this.git('for-each-ref', '--format=%(objectname)', ref)
      .split('\n')
      .filter(id => id !== '');
  }
}

const temporaryFolders: string[] = [];
afterAll(() => {
  for (const path of temporaryFolders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A fresh folder, removed after the spec file. */
export function scratch(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'oneleaf-spec-')));
  temporaryFolders.push(path);
  return path;
}

/** The environment of a machine where nobody has configured git. */
export function plainEnv(extra: Readonly<Record<string, string>> = {}): Readonly<Record<string, string | undefined>> {
  const unconfigured = { HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', TZ: 'UTC', LC_ALL: 'C' };
  const person = {
    GIT_AUTHOR_NAME: 'Ada Leaf',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada Leaf',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  const fixed = { GIT_AUTHOR_DATE: '2024-02-01T00:00:00Z', GIT_COMMITTER_DATE: '2024-02-01T00:00:00Z' };
  return { PATH: process.env['PATH'], ...unconfigured, ...person, ...fixed, ...extra };
}

/** `gitRepo({ main: { 'a.py': '' }, 'feat/sku': { 'b.py': '' } })`: the trunk is checked out unless the repository is bare. */
export function gitRepo(branches: RepoBranches, options: GitRepoOptions = {}): GitRepo {
  const repo = new GitRepo(scratch(), plainEnv());
  const [trunk = 'main'] = Object.keys(branches);
  const bare = options.bare === true;
  repo.git('init', '--quiet', `--initial-branch=${trunk}`, `--object-format=${options.format ?? 'sha1'}`, ...(bare ? ['--bare'] : []));
  const root = commitBranches(repo, branches);
  if (root !== undefined && !bare) repo.checkout();
  return repo;
}

function commitBranches(repo: GitRepo, branches: RepoBranches): string | undefined {
  let root: string | undefined;
  for (const [branch, literal] of Object.entries(branches)) {
    const [first = {}, ...rest] = isCommitList(literal) ? literal : [literal];
    const commit = repo.commit(branch, first, root === undefined ? {} : { parents: [root] });
    root ??= commit;
    for (const files of rest) repo.commit(branch, files);
  }
  return root;
}

function isCommitList(literal: RepoFiles | readonly RepoFiles[]): literal is readonly RepoFiles[] {
  return Array.isArray(literal);
}
