import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preProcessFile } from 'typescript';
import { filesBelow, readPage, root, section } from './pages.js';

const page = readPage('docs/architecture.md');

const isSource = (path: string) => !path.endsWith('.spec.ts') && !path.includes('/testing/');
const folders = readdirSync(join(root, 'packages')).filter(name => existsSync(join(root, 'packages', name, 'package.json')));
const sources = new Map(folders.map(name => [name, filesBelow(`packages/${name}/src`, '.ts').filter(isSource)]));
const packages = folders.filter(name => sources.get(name)?.length);

const nameOf = (folder: string) => (JSON.parse(readPage(`packages/${folder}/package.json`)) as { name: string }).name;
const folderOf = new Map(packages.map(folder => [nameOf(folder), folder]));

/** The package of `@scope/name/entry` or `name/entry`; undefined for a relative path or a package from elsewhere. */
function importedPackage(specifier: string): string | undefined {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  return name && folderOf.get(name);
}

function importedPackages(folder: string): Set<string> {
  const paths = sources.get(folder) ?? [];
  const specifiers = paths.flatMap(path => preProcessFile(readFileSync(join(root, path), 'utf8')).importedFiles);
  return new Set(specifiers.flatMap(({ fileName }) => importedPackage(fileName) ?? []).filter(name => name !== folder));
}

const imported = packages.flatMap(folder => [...importedPackages(folder)].map(other => `${folder} --> ${other}`)).sort();

function drawnArrows(): string[] {
  const [, picture = ''] = /```mermaid\nflowchart TD\n([^]*?)```/.exec(page) ?? [];
  const lines = picture
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  expect(lines.filter(line => !/^\w+ --> \w+$/.test(line))).toEqual([]);
  return lines.sort();
}

const firstColumn = (text: string) => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);

test('the picture has an arrow for each import between packages, and no other', () => {
  expect(drawnArrows()).toEqual(imported);
});

test('the picture has every package', () => {
  const drawn = new Set(drawnArrows().flatMap(arrow => arrow.split(' --> ')));
  expect([...drawn].sort()).toEqual([...packages].sort());
});

test('the table of packages lists each once', () => {
  expect(firstColumn(section(page, 'The packages')).sort()).toEqual([...packages].sort());
});

test('the table of folders lists each folder with sources once', () => {
  const paths = [...sources.values()].flat();
  const withSources = new Set(paths.flatMap(path => /^packages\/(\w+\/src\/[^/]+)\//.exec(path)?.[1] ?? []));
  expect(firstColumn(section(page, 'The folders')).sort()).toEqual([...withSources].sort());
});
