import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');
const store = join(root, 'node_modules/.cache/oneleaf-e2e');

/** Which Nx a workspace has; `none` is a repository without it. */
export type NxVersion = '21.6.11' | '22.7.12' | '23.2.1' | '24.0.6' | 'none';

// Not every version of Nx has a devkit of the same number.
const DEVKIT: Readonly<Partial<Record<NxVersion, string>>> = { '24.0.6': '24.0.0' };

/** A folder with what `npm install` makes of both packages beside an Nx: node_modules and the lock file. Made once for these sources. */
export function installPackages(nx: NxVersion): string {
  const folder = join(store, sourcesDigest(), nx);
  return makeFolderOnce(folder, fresh => {
    const [oneleaf, plugin] = tarballs();
    const versions = { nx, '@nx/devkit': DEVKIT[nx] ?? nx, '@oneleaf/nx': `file:${plugin}` };
    const devDependencies = { oneleaf: `file:${oneleaf}`, ...(nx === 'none' ? {} : versions) };
    writeFileSync(join(fresh, 'package.json'), JSON.stringify({ name: 'shops', private: true, devDependencies }));
    // Peers are refused on purpose where an old Nx is asked for: what is tested then is what the plugin says.
    npm(fresh, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps');
  });
}

/** The tarballs of oneleaf and @oneleaf/nx. */
export function tarballs(): readonly [oneleaf: string, plugin: string] {
  const folder = makeFolderOnce(join(store, sourcesDigest(), 'tarballs'), fresh => {
    npm(root, 'pack', '--silent', '-w', 'oneleaf', '-w', '@oneleaf/nx', '--pack-destination', fresh);
  });
  const named = (name: RegExp): string => join(folder, readdirSync(folder).find(one => name.test(one)) ?? '');
  return [named(/^oneleaf-\d/), named(/^oneleaf-nx-/)];
}

/** Makes a folder unless it is there. Several workers may want it at once: one makes it, the others wait. */
function makeFolderOnce(folder: string, make: (fresh: string) => void): string {
  const [lock, fresh] = [`${folder}.lock`, `${folder}.fresh`];
  mkdirSync(join(folder, '..'), { recursive: true });
  while (!existsSync(folder)) {
    if (!takeLock(lock)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      continue;
    }
    try {
      rmSync(fresh, { recursive: true, force: true });
      mkdirSync(fresh);
      make(fresh);
      renameSync(fresh, folder);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return folder;
}

const ABANDONED = 5 * 60_000;

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > ABANDONED) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

let knownDigest: string | undefined;

/** Names everything that the tarballs are made of; what was made of older sources is thrown away. */
function sourcesDigest(): string {
  knownDigest ??= digestOf(packedSources());
  for (const other of existsSync(store) ? readdirSync(store) : [])
    if (other !== knownDigest) rmSync(join(store, other), { recursive: true, force: true });
  return knownDigest;
}

const PACKED = ['packages', 'tools/bundle', 'docs', 'README.md', 'LICENSE'];

/** The files that the tarballs are made of, without those that packing leaves beside them: they must not change while another worker packs. */
export function packedSources(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...PACKED], { cwd: root });
  const paths = listed.toString().split('\0');
  return paths.filter(path => !/^$|^packages\/e2e\/|\/testing\/|\.spec\.ts$/.test(path) && existsSync(join(root, path))).sort();
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

function npm(cwd: string, ...args: readonly string[]): void {
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } });
}
