import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SourceCopy } from '../jest/source-copy';

// Each of the long rows compiles, lints and tests a copy of core.
jest.setTimeout(600_000);

const headings = ['What it finds', 'Why it matters', 'How to fix it', 'How to switch it off', 'What the framework says'];
const copies: SourceCopy[] = [];

function copy(): SourceCopy {
  const made = new SourceCopy('packages/core', 'docs/rules', 'tools/jest');
  copies.push(made);
  return made;
}

function snapshot({ folder }: SourceCopy): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => !path.startsWith('node_modules'));
}

afterAll(() => {
  for (const one of copies) one.remove();
});

const script = 'tools/new-rule/new-rule.mjs';
const green = { status: 0, stderr: '' };

/** Writes a rule, and gives the files that it wrote or changed. */
function newRule(made: SourceCopy, kind: string, name: string): readonly string[] {
  expect(made.run(script, kind === 'links' ? name : `${kind}/${name}`)).toMatchObject(green);
  const files = ['rules/catalogue.ts', `rules/${kind}/${name}.ts`, `rules/${kind}/${name}.spec.ts`, 'model/style-facts.ts'];
  return files.map(file => join('packages/core/src', file));
}

test.each([
  ['links', 'a-first-rule'],
  ['links', 'middle-of-the-list'],
  ['links', 'zz-last'],
  ['files', 'zz-last'],
])('a rule in %s named %s is written, listed in order, documented and formatted', (kind, name) => {
  const made = copy();
  const written = newRule(made, kind, name);
  const rules = join(made.folder, 'packages/core/src/rules');
  const list = readFileSync(join(rules, 'catalogue.ts'), 'utf8');
  const imported = [...list.matchAll(/import \{ (\w+) \} from '\.\/(\w+\/.+)\.js'/g)].map(([, identifier = '', file = '']) => ({
    identifier,
    name: basename(file),
    file,
  }));
  const listed = [...list.matchAll(/^ {2}(\w+),$/gm)].map(([, identifier = '']) => identifier);
  expect(imported.map(({ file }) => file)).toContain(`${kind}/${name}`);
  expect(imported).toEqual([...imported].sort((a, b) => (a.name < b.name ? -1 : 1)));
  expect(listed).toEqual(imported.map(({ identifier }) => identifier));

  const page = readFileSync(join(made.folder, 'docs/rules', `${name}.md`), 'utf8');
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);

  expect(made.prettier(...written)).toMatchObject(green);
});

test.each([
  ['links', 'middle-of-the-list'],
  ['style', 'no-comment'],
])('a rule in %s named %s is formatted, compiles, passes lint, and has one red row', (kind, name) => {
  const made = copy();
  const written = newRule(made, kind, name);
  expect(made.prettier(...written)).toMatchObject(green);
  expect(made.types('packages/core')).toMatchObject({ status: 0, stdout: '' });
  expect(made.eslint(...written)).toMatchObject({ status: 0, stdout: '' });
  const tested = made.jest(`rules/${kind}/${name}`, 'rules/catalogue');
  expect(tested.stderr).toMatch(/^Tests: +1 failed, \d+ passed, \d+ total$/m);
});

test.each(['Upper', 'rule-7', '../outside', '', 'style/', 'nowhere/a-rule'])('the name %p is refused and nothing is written', name => {
  const made = copy();
  const before = snapshot(made);
  expect(made.run(script, name)).toMatchObject({ status: 2, stderr: expect.stringContaining('lower-case words') as string });
  expect(snapshot(made)).toEqual(before);
});

test('a rule that exists is not overwritten', () => {
  const made = copy();
  const path = 'packages/core/src/rules/links/cycle.ts';
  expect(made.run(script, 'cycle')).toMatchObject({ status: 2, stderr: `${path} is there already.\n` });
  expect(readFileSync(join(made.folder, path))).toEqual(readFileSync(join(__dirname, '../..', path)));
});
