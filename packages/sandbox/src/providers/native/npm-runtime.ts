import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ProcessEnvironment } from '../../environment.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import type { NpmBinaries } from './npm-binaries.js';

/** Where runtimes are kept from run to run. The server's own user must be able to read it, and /root it cannot. */
export function cacheFolder(env: ProcessEnvironment): string {
  if (process.getuid?.() === 0) return '/var/cache/oneleaf';
  return join(env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? '/tmp', '.cache'), 'oneleaf');
}

/**
 * A copy of npm's binaries that runs: with the links that npm cannot carry, which the package makes in an install script that npm no longer runs
 * unasked; with the modes; and outside of folders that are read-only, zipped, or closed to the server's user. Returns its `bin`.
 */
export async function npmRuntime(packed: NpmBinaries, cache: string, keeper: Keeper): Promise<string> {
  const runtimes = join(cache, 'postgres');
  const home = join(runtimes, `${packed.version}-${process.platform}-${process.arch}`);
  if (!existsSync(home)) {
    mkdirSync(runtimes, { recursive: true, mode: 0o755 });
    const draft = `${home}.${randomBytes(6).toString('hex')}`;
    await keeper.ask({ ask: 'own', path: draft });
    copyBinaries(join(packed.folder, 'native'), draft);
    createLinks(packed.folder, draft);
    makeReadable(draft);
    publishRuntime(draft, home);
    await keeper.ask({ ask: 'disown', path: draft });
  }
  return join(home, 'bin');
}

function copyBinaries(from: string, to: string): void {
  // Static libraries are for compilers.
  const filter = (source: string): boolean => !source.endsWith('.a');
  cpSync(from, to, { recursive: true, filter, mode: constants.COPYFILE_FICLONE });
}

/** `[{ source, target }]`, both from the package's folder: the file, and the link to make for it. */
function createLinks(folder: string, draft: string): void {
  const text = readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  const links: unknown = JSON.parse(text);
  for (const entry of Array.isArray(links) ? links.filter(isLink) : []) {
    const target = join(draft, relative('native', entry.target));
    if (!existsSync(target)) symlinkSync(relative(dirname(entry.target), entry.source), target);
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value;
}

/** Readable for all, and programs and libraries executable, whatever the umask and the archive said. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, /\/(bin|lib)$/.test(folder) ? 0o755 : 0o644);
  }
}

/** Another run may have written the same runtime first. */
function publishRuntime(draft: string, home: string): void {
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!statSync(home).isDirectory()) throw error;
  }
}
