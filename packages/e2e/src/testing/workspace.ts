import { gitRepo, scratch, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { execFile } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, type NxVersion } from './tarballs.js';

// The first spec on a machine waits for npm: packing, and an installation for each Nx.
jest.setTimeout(300_000);

export interface WorkspaceSpec {
  readonly nx: NxVersion;
  readonly files: RepoFiles;
  /** The plugin's options, or false for a workspace that does not register it. */
  readonly plugin?: Readonly<Record<string, unknown>> | false;
  /** The folder of the workspace in its repository. */
  readonly folder?: string;
  /** A node_modules of its own, for what installs packages; otherwise all workspaces share one for each Nx. */
  readonly own?: boolean;
}

export interface ProgramOutput {
  readonly exitCode: number;
  /** Both streams, without colours. */
  readonly output: string;
}

/** How many tasks Nx took from a cache, as it says itself: a batch that ends well, or one that fails. */
export function cacheHits({ output }: ProgramOutput): number {
  const [, hits] = /instead of running the command for (\d+) out of/.exec(output) ?? /Cache: +(\d+)\/\d+ hit/.exec(output) ?? [];
  return Number(hits ?? 0);
}

/** A workspace in a repository, with both packages installed from their tarballs. */
export class Workspace {
  constructor(
    readonly repo: GitRepo,
    readonly path: string,
    readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  /** Runs nx. */
  run(...args: readonly string[]): Promise<ProgramOutput> {
    return this.bin('nx', args);
  }

  /** Runs a program of node_modules/.bin. */
  bin(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProgramOutput> {
    const file = join(this.path, 'node_modules/.bin', name);
    return new Promise(resolve => {
      const child = execFile(file, args, { cwd: this.path, env: { ...this.env, ...env }, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        const how = exitCode === -1 ? `did not end by itself: ${error?.code ?? ''} ${error?.signal ?? ''}\n` : '';
        resolve({ exitCode, output: stripVTControlCharacters(`${stdout}${stderr}${how}`) });
      });
      child.stdin?.end();
    });
  }

  git(...args: readonly string[]): string {
    return this.repo.git(...args);
  }

  /** Writes files, relative to the repository's top, and commits everything. */
  commit(files: RepoFiles): void {
    this.repo.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Change');
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  /** A clone of the repository on another machine: Nx 23 keeps what clones may share in the home folder. */
  clone(nx: NxVersion, env: Readonly<Record<string, string>> = {}): Workspace {
    const repo = this.repo.clone();
    linkModules(repo.path, nx);
    return new Workspace(repo, repo.path, { ...this.env, HOME: scratch(), ...env });
  }
}

/** `workspace({ nx: '23.2.1', files: { 'apps/shop/manage.py': '' } })`: one commit on main, nothing installed twice. */
export function workspace({ nx, files, plugin = {}, folder = '', own = false }: WorkspaceSpec): Workspace {
  const template = installPackages(nx);
  const nxJson = {
    ...(plugin === false ? {} : { plugins: [{ plugin: '@oneleaf/nx', options: plugin }] }),
    analytics: false,
    neverConnectToCloud: true,
    defaultBase: 'main',
  };
  const base: RepoFiles = {
    '.gitignore': 'node_modules\n.nx\n',
    'package.json': readFileSync(join(template, 'package.json'), 'utf8'),
    'package-lock.json': readFileSync(join(template, 'package-lock.json'), 'utf8'),
    ...(nx === 'none' ? {} : { 'nx.json': JSON.stringify(nxJson) }),
  };
  const placed = Object.entries({ ...base, ...files }).map(([path, content]) => [join(folder, path), content] as const);
  const repo = gitRepo({ main: Object.fromEntries(placed) });
  const path = join(repo.path, folder);
  if (own) cpSync(join(template, 'node_modules'), join(path, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  else linkModules(path, nx);
  const quiet = { HOME: scratch(), NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' };
  return new Workspace(repo, path, { ...repo.env, ...quiet });
}

function linkModules(path: string, nx: NxVersion): void {
  symlinkSync(join(installPackages(nx), 'node_modules'), join(path, 'node_modules'));
}
