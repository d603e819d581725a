import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, succeeds } from './run.mjs';

const modules = join(root, 'node_modules');
const stamp = join(modules, '.oneleaf-lock');
const lock = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Notes which lock file node_modules was made from. */
export function markInstalled() {
  if (existsSync(modules)) writeFileSync(stamp, lock());
}

/** Installs node_modules when it is missing or the lock file changed. */
export function ensureNodeModules() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock()) return;
  console.log('Installing node_modules from package-lock.json');
  const npm = process.env.npm_execpath;
  const installed = npm ? succeeds(process.execPath, [npm, 'ci']) : succeeds('npm', ['ci']);
  if (!installed) process.exit(1);
  markInstalled();
}
