import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'oneleaf-house-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cruise = ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', 'tools/lint/dependencies.cjs', 'packages'];

let count = 0;

/** A house of these files, with the lint of this repository. */
function house(files: Readonly<Record<string, string>>): string {
  const path = join(folder, String((count += 1)));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  cpSync(join(root, 'tsconfig.base.json'), join(path, 'tsconfig.base.json'));
  cpSync(join(root, 'tools', 'lint'), join(path, 'tools', 'lint'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return path;
}

function run(path: string, ...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: path, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const many = (room: string, length: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length }, (_, at) => [`packages/core/src/${room}/file-${at}.ts`, '']));

const leaf = 'export interface Leaf {}';
const sound = {
  ...many('graph', 20),
  'packages/core/src/index.ts': "export * from './leaf.js';",
  'packages/core/src/leaf.ts': leaf,
  // Specs, what they share, and what is not exported may be called the same.
  'packages/git/src/a.spec.ts': leaf,
  'packages/git/src/testing/a.ts': leaf,
  'packages/git/src/a.ts': "import '../../core/src/leaf.js'; interface Leaf {}",
  'packages/sandbox/src/runners/django/a.py': 'import django\n',
};

test('a house in order has no problems', () => {
  const path = house(sound);
  expect(run(path, 'tools/lint/house.mjs')).toEqual({ status: 0, output: '' });
  expect(run(path, ...cruise).status).toBe(0);
});

test('crowded folders, names that are exported twice, and frameworks in the Python that all share', () => {
  const broken = {
    ...sound,
    ...many('landing', 21),
    'packages/git/src/b.ts': leaf,
    'packages/git/src/c.ts': 'export type Leaf = string;',
    'packages/git/src/d.ts': 'export class Leaf {}',
    'packages/sandbox/src/runners/python/run.py': 'import sys\nimport django\n',
  };
  expect(run(house(broken), 'tools/lint/house.mjs')).toEqual({
    status: 1,
    output: [
      'packages/core/src/landing: 21 source files, at most 20: make rooms by subject',
      'packages/git/src/b.ts: the exported type Leaf has a namesake in packages/core/src/leaf.ts',
      'packages/git/src/c.ts: the exported type Leaf has a namesake in packages/core/src/leaf.ts',
      'packages/git/src/d.ts: the exported type Leaf has a namesake in packages/core/src/leaf.ts',
      'packages/sandbox/src/runners/python/run.py:2: "django" belongs to the folder of the framework',
      '',
    ].join('\n'),
  });
});

test('arrows up, across and in circles', () => {
  const importing = (path: string): string => `import '${path}';`;
  const { status, output } = run(
    house({
      ...sound,
      'packages/core/src/up.ts': importing('../../git/src/a.js'),
      'packages/git/src/across.ts': importing('../../report/src/a.js'),
      'packages/report/src/a.ts': '',
      'packages/workflows/src/up.ts': importing('../../cli/src/a.js'),
      'packages/workflows/src/generate/a.ts': importing('../sync.js'),
      'packages/workflows/src/sync.ts': importing('./landing/a.js'),
      'packages/workflows/src/landing/a.ts': '',
      'packages/nx/src/across.ts': importing('../../cli/src/a.js'),
      'packages/cli/src/a.ts': '',
      'packages/forge/src/a.ts': importing('./b.js'),
      'packages/forge/src/b.ts': "import type { A } from './c.js';",
      'packages/forge/src/c.ts': importing('./a.js'),
    }),
    ...cruise,
  );
  expect(status).not.toBe(0);
  expect([...output.matchAll(/error ([\w-]+): (\S+)/g)].map(([, rule, path]) => `${rule} ${path}`).sort()).toEqual([
    'core-imports-lower-layers-alone packages/core/src/up.ts',
    'git-imports-lower-layers-alone packages/git/src/across.ts',
    'no-command-imports-another packages/workflows/src/generate/a.ts',
    'no-cycle packages/forge/src/a.ts',
    'nx-imports-lower-layers-alone packages/nx/src/across.ts',
    'workflows-imports-lower-layers-alone packages/workflows/src/up.ts',
  ]);
});
