import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TreeFiles } from './oracle.js';

/** What the tests of a project say, run in a process of their own: every error and the verdict. */
export function runTests(python: string, files: TreeFiles, command: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'oneleaf-project-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const env = { PATH: `${dirname(python)}:${process.env.PATH ?? ''}`, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' };
  return new Promise(resolve => {
    execFile(python, [...command], { cwd: folder, env }, (_, out, said) => {
      rmSync(folder, { recursive: true });
      resolve(out + said);
    });
  });
}
