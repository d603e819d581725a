import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { version } from '../../package.json';
import { initialize, type InitGeneratorOptions } from './init.js';

type Texts = Readonly<Record<string, string>>;

function treeOf(texts: Texts): Tree {
  const tree = createTree();
  tree.delete('.prettierrc');
  for (const [path, text] of Object.entries(texts)) tree.write(path, text);
  return tree;
}

function textsOf(tree: Tree, folder = ''): Record<string, string> {
  const below = tree.children(folder).map(name => (folder === '' ? name : `${folder}/${name}`));
  const texts = below.map(path => (tree.isFile(path) ? { [path]: tree.read(path, 'utf-8') ?? '' } : textsOf(tree, path)));
  return Object.assign({}, ...texts) as Record<string, string>;
}

async function init(
  texts: Texts,
  options: InitGeneratorOptions = {},
): Promise<{ texts: Texts; reported: readonly string[]; packages: boolean }> {
  const tree = treeOf(texts);
  const { instructions, packages } = await initialize(tree, options, {});
  return { texts: textsOf(tree), reported: instructions.map(({ title }) => title), packages };
}

const PACKAGE = '{\n\t"scripts": {},\n\t"devDependencies": {\n\t\t"nx": "23.2.1",\n\t\t"husky": "9"\n\t}\n}';
const NX = '{\n  "$schema": "./node_modules/nx/schemas/nx-schema.json",\n  "defaultBase": "main"\n}\n';
const LINT_STAGED = "export default { '*.ts': 'eslint' } satisfies Configuration;\n";

test('a workspace is set up once, and taken back to the byte', async () => {
  const before = { 'package.json': PACKAGE, 'nx.json': NX, 'lint-staged.config.ts': LINT_STAGED, '.husky/pre-push': '#!/bin/sh\nnpm test' };
  const { texts, reported, packages } = await init(before);
  expect([reported, packages]).toEqual([[], true]);
  expect(texts).toEqual({
    'package.json': `{\n\t"scripts": {"prepare": "husky"},\n\t"devDependencies": {\n\t\t"@oneleaf/nx": "${version}",\n\t\t"nx": "23.2.1",\n\t\t"husky": "9",\n\t\t"oneleaf": "${version}"\n\t}\n}`,
    'nx.json': NX.replace('json",\n', 'json",\n  "plugins": [\n    "@oneleaf/nx"\n  ],\n'),
    'lint-staged.config.ts':
      "export default { '**/{migrations,versions}/*.py': 'oneleaf check --staged', '*.ts': 'eslint' } satisfies Configuration;\n",
    '.husky/pre-push': expect.stringMatching(/^#!\/bin\/sh\n# >>> oneleaf [^]*\n# <<< oneleaf\nnpm test$/) as string,
  });
  expect(await init(texts)).toEqual({ texts, reported: [], packages: false });
  expect((await init(texts, { remove: true })).texts).toEqual(before);
});

describe('nx.json', () => {
  const nx = async (text: string, options: InitGeneratorOptions = {}): Promise<string | undefined> =>
    (await init({ 'package.json': '{}', 'nx.json': text }, { hooks: 'none', ...options })).texts['nx.json'];

  test.each([
    ['{}', '{"plugins": [ "@oneleaf/nx" ]}'],
    ['{ "plugins": [] }', '{ "plugins": ["@oneleaf/nx"] }'],
    ['{\r\n  "a": 1\r\n}', '{\r\n  "plugins": [\r\n    "@oneleaf/nx"\r\n  ],\r\n  "a": 1\r\n}'],
    ['{ "plugins": [\n "@nx/js", { "plugin": "x" }\n] }', '{ "plugins": [\n "@oneleaf/nx",\n "@nx/js", { "plugin": "x" }\n] }'],
  ])('%j', async (before, after) => {
    expect(await nx(before)).toBe(after);
    expect(await nx(after)).toBe(after);
    expect(await nx(after, { remove: true })).toBe(before);
  });

  test('a plugin that is registered keeps its options', async () => {
    const text = '{ "plugins": ["@nx/js", { "plugin": "@oneleaf/nx", "options": { "checkTargetName": "check" } }] }';
    expect(await nx(text)).toBe(text);
    expect(await nx(text, { remove: true })).toBe('{ "plugins": ["@nx/js"] }');
  });

  test('comments stay', async () => {
    const text = '{\n  // ours\n  "defaultBase": "main", // theirs\n}\n';
    const after = text.replace('{', '{\n  "plugins": [\n    "@oneleaf/nx"\n  ],');
    expect(await nx(text)).toBe(after);
    expect(await nx(after, { remove: true })).toBe(text);
  });

  test('what cannot be edited safely is reported', async () => {
    const text = '{\n  // ours\n  "plugins": ["@nx/js"]\n}\n';
    const { texts, reported } = await init({ 'nx.json': text, 'package.json': '{}' }, { hooks: 'none' });
    expect([texts['nx.json'], reported]).toEqual([text, ['add to nx.json']]);
    const registered = text.replace('@nx/js', '@oneleaf/nx');
    const removed = await init({ 'nx.json': registered, 'package.json': '{}' }, { remove: true });
    expect([removed.texts['nx.json'], removed.reported]).toEqual([registered, ['remove from the plugins in nx.json']]);
  });
});

describe('package.json', () => {
  const packages = async (group: object, options: InitGeneratorOptions = {}): Promise<unknown> => {
    const { texts } = await init(
      { 'nx.json': '{}', 'package.json': JSON.stringify({ devDependencies: {}, ...group }) },
      { hooks: 'none', ...options },
    );
    return JSON.parse(texts['package.json'] ?? '');
  };

  test.each<[name: string, group: object, options: InitGeneratorOptions, after: object]>([
    ['both', {}, {}, { devDependencies: { '@oneleaf/nx': version, oneleaf: version } }],
    ['an old one moves', { devDependencies: { oneleaf: '^0.0.1' } }, {}, { devDependencies: { '@oneleaf/nx': version, oneleaf: version } }],
    [
      'an old one stays',
      { devDependencies: { oneleaf: '^0.0.1' } },
      { keepExistingVersions: true },
      { devDependencies: { '@oneleaf/nx': version, oneleaf: '^0.0.1' } },
    ],
    [
      'a path stays, where it is',
      { dependencies: { '@oneleaf/nx': 'file:x.tgz' } },
      {},
      { dependencies: { '@oneleaf/nx': 'file:x.tgz' }, devDependencies: { oneleaf: version } },
    ],
    ['none', {}, { skipPackageJson: true }, { devDependencies: {} }],
  ])('%s', async (_name, group, options, after) => {
    expect(await packages(group, options)).toEqual(after);
  });
});
