import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Every file below a folder with when and what was written, git's own included; Oneleaf's cache left out. */
export function listing(folder: string): Readonly<Record<string, string>> {
  const root = Buffer.from(folder);
  const paths = walk(root).filter(path => !isCache(path));
  return Object.fromEntries(paths.map(path => [path, contentOf(below(root, Buffer.from(path, 'latin1')))]));
}

/** The files of the cache. */
export function cached(folder: string): readonly string[] {
  return walk(Buffer.from(folder)).filter(isCache);
}

/** Paths byte by byte, as latin1: not all are UTF-8. Links are not followed: they may lead in a circle. */
function walk(folder: Buffer, prefix = ''): readonly string[] {
  return readdirSync(folder, { encoding: 'buffer' }).flatMap(name => {
    const path = `${prefix}${name.toString('latin1')}`;
    const full = below(folder, name);
    return lstatSync(full).isDirectory() ? [path, ...walk(full, `${path}/`)] : [path];
  });
}

function below(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}

function isCache(path: string): boolean {
  return /^(?:\.git\/)?oneleaf(?:$|\/)/.test(path);
}

function contentOf(path: Buffer): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  return stats.isFile() ? `${stats.mtimeMs} ${createHash('sha1').update(readFileSync(path)).digest('hex')}` : 'folder';
}
