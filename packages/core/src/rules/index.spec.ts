import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { besides } from '../besides.js';
import { rules } from './index.js';

const pages = join(__dirname, '..', '..', '..', '..', 'docs', 'rules');
const names = rules.map(({ name }) => name);

const headings = ['What it finds', 'Why it matters', 'How to mend it', 'What the framework says'];

test('rules are named in lower-case words, each once, in order', () => {
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.filter(name => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
});

test('every file of this folder is a rule of the list', () => {
  const files = readdirSync(__dirname).flatMap(file => /^(?!index\.)(.+?)(?<!\.spec)\.ts$/.exec(file)?.[1] ?? []);
  expect(files.sort()).toEqual(names);
});

test('every page is about a rule', () => {
  expect(readdirSync(pages).sort()).toEqual([...names, ...besides].sort().map(name => `${name}.md`));
});

test.each(names)('%s has its table', name => {
  expect(existsSync(join(__dirname, `${name}.spec.ts`))).toBe(true);
});

test.each([...names, ...besides])('%s has its page, with the four headings and something under each', name => {
  const page = readFileSync(join(pages, `${name}.md`), 'utf8');
  expect(page.startsWith(`# ${name}\n`)).toBe(true);
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);
  expect(page.split(/^## .+$/m).filter(part => part.trim() === '')).toEqual([]);
});
