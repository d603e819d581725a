import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, section } from '../docs/pages';
import { LinkedCopy } from '../jest/linked-copy';
import { SourceCopy } from '../jest/source-copy';

// It compiles, lints and tests a copy of all packages.
jest.setTimeout(900_000);

const script = 'tools/new-command/new-command.mjs';
const green = { status: 0, stderr: '' };
const name = 'list-histories';
const listed = [...section(readPage('docs/extending.md'), 'Add a command').matchAll(/^- `([^`]+)`: /gm)].map(([, path = '']) => path);
const lists = listed.filter(path => !path.includes('<name>'));
const copies: SourceCopy[] = [];

function keep<C extends SourceCopy>(copy: C): C {
  copies.push(copy);
  return copy;
}

afterAll(() => {
  for (const copy of copies) copy.remove();
});

/** Changes a text of the copy that has to be there. */
function fill({ folder }: SourceCopy, path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, to));
}

describe('a command', () => {
  const copy = keep(new LinkedCopy('docs', 'README.md', 'tools/jest'));
  const written = copy.run(script, name);
  const files = written.stdout.split('\n').slice(0, listed.length);
  const sources = files.filter(path => path.endsWith('.ts'));
  const formatted = files.filter(path => !path.endsWith('.md'));
  const specOfCommand = `packages/cli/src/commands/${name}`;

  test('has the files and the lines in lists that docs/extending.md names, and no other', () => {
    expect(written).toMatchObject(green);
    expect([...files].sort()).toEqual(listed.map(path => path.replaceAll('<name>', name)).sort());
  });

  test.each(lists)('is in %s', path => {
    expect(readFileSync(join(copy.folder, path), 'utf8')).toContain(name);
  });

  test('is formatted, compiles and passes lint', () => {
    expect(copy.prettier(...formatted)).toMatchObject(green);
    expect(copy.types('packages/cli')).toMatchObject({ status: 0, stdout: '' });
    expect(copy.eslint(...sources)).toMatchObject({ status: 0, stdout: '' });
  });

  test('has one red row, which is green once the command and its spec are filled in', () => {
    const red = copy.jest(specOfCommand).stderr;
    expect(red).toMatch(/^Tests: +1 failed, 2 passed, 3 total$/m);
    expect(red).toContain('-   "output": "say what it prints');
    fill(copy, `packages/report/src/text/${name}.ts`, '{ text: history,', '{ text: `history ${history}`,');
    fill(copy, `${specOfCommand}.spec.ts`, 'say what it prints', 'history shop');
    expect(copy.jest(specOfCommand).stderr).toMatch(/^Tests: +3 passed, 3 total$/m);
  });

  test('does not compile without its verdict', () => {
    fill(copy, 'packages/workflows/src/verdict.ts', `  '${name}': () => 'passed',\n`, '');
    expect(copy.types('packages/workflows').stdout).toContain(`Property '"${name}"' is missing`);
  });
});

test.each(['Upper', 'status-2', '../outside', ''])('the name %p is refused and nothing is written', wrong => {
  const copy = keep(new SourceCopy('packages/cli/src/commands'));
  const before = readdirSync(copy.folder, { recursive: true, encoding: 'utf8' }).length;
  expect(copy.run(script, wrong)).toMatchObject({ status: 2, stderr: expect.stringContaining('lower-case words') as string });
  expect(readdirSync(copy.folder, { recursive: true, encoding: 'utf8' })).toHaveLength(before);
});

test.each([
  ['prove', 'packages/workflows/src/prove/prove.ts'],
  ['restore', 'packages/cli/src/commands/restore.ts'],
])('the command %s is not overwritten', (taken, path) => {
  const copy = keep(new SourceCopy(...lists, 'packages/workflows/src/prove', 'packages/cli/src/commands'));
  expect(copy.run(script, taken)).toMatchObject({ status: 2, stderr: `${path} is there already.\n` });
});
