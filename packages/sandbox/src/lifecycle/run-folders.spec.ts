import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSandbox } from '../open-sandbox.js';
import { specFolder, folderOptions } from '../testing/spec-folder.js';
import { newRunFolder, sweepRunFolders } from './run-folders.js';

/** The number of a process that has ended. */
const { pid: gone } = spawnSync('true');

function left(place: string, name: string): string {
  const path = join(place, name);
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, 'request.json'), '{}');
  return path;
}

test('the folders of runs that were killed go, those of living ones stay', () => {
  const place = specFolder();
  const alive = newRunFolder({ TMPDIR: place });
  const dead = left(place, `oneleaf-run-${gone}-aBc123`);
  expect(sweepRunFolders({ TMPDIR: place })).toEqual([dead]);
  expect(readdirSync(place).map(name => join(place, name))).toEqual([alive]);
});

test('what only looks like one stays', () => {
  const place = specFolder();
  left(place, 'oneleaf-run-abcdef');
  left(place, `oneleaf-run-${gone}`);
  chmodSync(left(place, `oneleaf-run-${gone}-public`), 0o755);
  symlinkSync(left(place, 'elsewhere'), join(place, `oneleaf-run-${gone}-linked`));
  const before = readdirSync(place);
  expect(sweepRunFolders({ TMPDIR: place })).toEqual([]);
  expect(readdirSync(place)).toEqual(before);
});

test('the next sandbox removes them', async () => {
  const place = specFolder();
  left(place, `oneleaf-run-${gone}-aBc123`);
  await (await openSandbox('sqlite', folderOptions(place))).close();
  expect(readdirSync(place)).toEqual([]);
});
