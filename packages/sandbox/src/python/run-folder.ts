import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../environment.js';
import { codeOf } from '../error-code.js';

const NAME = /^oneleaf-run-(\d+)-\w{6}$/;

/** A private folder for what one run of the runner needs; its name tells whose it is. */
export function newRunFolder(env: Environment): string {
  return mkdtempSync(join(placeOf(env), `oneleaf-run-${process.pid}-`));
}

/** Removes this user's folders of processes that are gone, and that were killed before a Python could remove them; returns their paths. */
export function sweepRunFolders(env: Environment): string[] {
  const place = placeOf(env);
  const left = readdirSync(place)
    .filter(name => isGone(NAME.exec(name)?.[1]))
    .map(name => join(place, name))
    .filter(isOwn);
  for (const path of left) rmSync(path, { recursive: true, force: true });
  return left;
}

function placeOf({ TMPDIR: place }: Environment): string {
  return place ?? tmpdir();
}

function isGone(pid: string | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: somebody else's process, and it lives.
    return codeOf(error) === 'ESRCH';
  }
}

function isOwn(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  // mkdtemp's mode; Windows has neither owners nor modes.
  return (
    found?.isDirectory() === true &&
    found.uid === (process.getuid?.() ?? 0) &&
    (process.platform === 'win32' || (found.mode & 0o777) === 0o700)
  );
}
