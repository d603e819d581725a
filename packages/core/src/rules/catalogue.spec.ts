import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogue, rules } from './catalogue.js';

const pages = join(__dirname, '../../../../docs/rules');
const names = rules.map(({ name }) => name);

const headings = ['What it finds', 'Why it matters', 'How to fix it', 'How to switch it off', 'What the framework says'];

test('rules are named in lower-case words, each once, in order', () => {
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.filter(name => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
});

const folders = ['links', 'files', 'style'];
const files = folders.flatMap(folder => readdirSync(join(__dirname, folder)).map(file => join(folder, file)));

test('every file of these folders is a rule of the list, with its table', () => {
  expect(
    files
      .filter(file => !file.endsWith('.spec.ts'))
      .map(file => basename(file, '.ts'))
      .sort(),
  ).toEqual(names);
  expect(
    files
      .filter(file => file.endsWith('.spec.ts'))
      .map(file => basename(file, '.spec.ts'))
      .sort(),
  ).toEqual(names);
});

const all = catalogue.map(({ name }) => name);

test('the catalogue has every rule once, in order, with half a sentence on it', () => {
  expect(all).toEqual([...new Set(all)].sort());
  expect(names.filter(name => !all.includes(name))).toEqual([]);
  expect(catalogue.filter(({ summary }) => !/^[A-Za-z].{10,110}[^.]$/.test(summary))).toEqual([]);
});

test('an error of these keeps the framework from loading the migrations', () => {
  expect(catalogue.filter(({ breaking }) => breaking).map(({ name }) => name)).toEqual([
    'ambiguous-squash',
    'cycle',
    'duplicate-label',
    'missing-parent',
    'stray-copy',
    'unreadable-migration',
  ]);
});

test('nothing that breaks may be accepted', () => {
  expect(catalogue.filter(({ breaking, acceptable }) => breaking && acceptable)).toEqual([]);
});

test('every page is about a rule', () => {
  expect(readdirSync(pages).sort()).toEqual(all.map(name => `${name}.md`));
});

test.each(all)('%s has its page, with the five headings and something under each', name => {
  const page = readFileSync(join(pages, `${name}.md`), 'utf8');
  expect(page.startsWith(`# ${name}\n`)).toBe(true);
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);
  expect(page.split(/^## .+$/m).filter(part => part.trim() === '')).toEqual([]);
  expect(page.split(/^## .+$/m)[4]).toContain(`"rules": { "${name}": "off" }`);
});
