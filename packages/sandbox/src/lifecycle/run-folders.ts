import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessEnvironment } from '../environment.js';
import { errorCode } from '../error-code.js';

const RUN_FOLDER = /^oneleaf-run-(\d+)-\w{6}$/;

/** A private folder for one run of the runner, with the owner in its name. */
export function newRunFolder(env: ProcessEnvironment): string {
  return mkdtempSync(join(runFolderParent(env), `oneleaf-run-${process.pid}-`));
}

/** Removes this user's folders of killed processes, and returns their paths. */
export function sweepRunFolders(env: ProcessEnvironment): string[] {
  const place = runFolderParent(env);
  const left = readdirSync(place)
    .filter(name => isProcessGone(RUN_FOLDER.exec(name)?.[1]))
    .map(name => join(place, name))
    .filter(isOwnFolder);
  for (const path of left) rmSync(path, { recursive: true, force: true });
  return left;
}

function runFolderParent({ TMPDIR: place }: ProcessEnvironment): string {
  return place ?? tmpdir();
}

function isProcessGone(pid: string | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM means that the process lives and belongs to another user.
    return errorCode(error) === 'ESRCH';
  }
}

function isOwnFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  // mkdtemp's mode; Windows has neither owners nor modes.
  return (
    found?.isDirectory() === true &&
    found.uid === (process.getuid?.() ?? 0) &&
    (process.platform === 'win32' || (found.mode & 0o777) === 0o700)
  );
}
