import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SourceCopy } from '../jest/source-copy';

// It compiles, lints and tests a copy of two packages.
jest.setTimeout(600_000);

const script = 'tools/new-framework/new-framework.mjs';
const home = 'packages/frameworks/src';
const green = { status: 0, stderr: '' };
const copies: SourceCopy[] = [];

function copy(...paths: readonly string[]): SourceCopy {
  const made = new SourceCopy(...paths);
  copies.push(made);
  return made;
}

afterAll(() => {
  for (const one of copies) one.remove();
});

test('a framework is written, listed, formatted, compiles and passes lint, and has one red row', () => {
  const made = copy('packages/core', 'packages/frameworks', 'tools/jest');
  expect(made.run(script, 'road-map')).toMatchObject(green);
  const written = ['road-map.ts', 'recognise.ts', 'read.ts', 'write.ts', 'workspace-names.ts', 'road-map.spec.ts'].map(file =>
    join(home, 'road-map', file),
  );
  expect(readdirSync(join(made.folder, home, 'road-map'))).toHaveLength(written.length);
  expect(readFileSync(join(made.folder, home, 'index.ts'), 'utf8')).toMatch(/readonly Framework\[\] = \[.*, roadMap\];/);

  const changed = [...written, join(home, 'index.ts')];
  expect(made.prettier(...changed)).toMatchObject(green);
  expect(made.types('packages/frameworks')).toMatchObject({ status: 0, stdout: '' });
  expect(made.eslint(...changed)).toMatchObject({ status: 0, stdout: '' });
  expect(made.jest(join(home, 'road-map')).stderr).toMatch(/^Tests: +1 failed, \d+ passed, \d+ total$/m);
});

test.each(['Upper', 'rails-7', '../outside', ''])('the name %p is refused and nothing is written', name => {
  const made = copy(`${home}/index.ts`);
  const before = readdirSync(join(made.folder, home));
  expect(made.run(script, name)).toMatchObject({ status: 2, stderr: expect.stringContaining('lower-case words') as string });
  expect(readdirSync(join(made.folder, home))).toEqual(before);
});

test.each(['django', 'languages'])('what lies in %s is not overwritten', name => {
  const made = copy(`${home}/index.ts`, `${home}/${name}`);
  expect(made.run(script, name)).toMatchObject({ status: 2, stderr: `${home}/${name} is there already.\n` });
});
