import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');

/** The files of an example as git has them, or is about to. */
export function exampleFiles(name: string): Readonly<Record<string, string>> {
  const folder = join(root, 'examples', name);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: folder, encoding: 'utf8' });
  return Object.fromEntries(
    listed
      .split('\0')
      .filter(path => path !== '')
      .map(path => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}
