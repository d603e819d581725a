import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './testing/json.js';
import { installPackages, packedSources } from './testing/tarballs.js';

const modules = join(installPackages('23.2.1'), 'node_modules');

/** Every string in a value that is a path in its own package. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^\.\/|\.(?:cjs|js|json)$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

const keys = ['main', 'bin', 'exports', 'executors', 'generators'];

// Nx looks for an executor when it is run, and says that the package lacks it: npm pack packs without a word.
test.each(['oneleaf', '@oneleaf/nx'])('everything that %s names is in its tarball', name => {
  const folder = join(modules, name);
  const manifest = readJson(join(folder, 'package.json'));
  // Only our own specs look for sources.
  const own = Object.entries(manifest).flatMap(([key, value]) => (keys.includes(key) ? pathsIn(value) : []));
  const named = own.filter(path => !path.endsWith('.ts'));
  const lists = named.filter(path => /(?:executors|generators)\.json$/.test(path)).map(path => readJson(join(folder, path)));
  const all = [...named, ...lists.flatMap(({ $schema: _, ...list }) => pathsIn(list))].map(path => path.replace(/#.*$/, ''));
  expect(all.length).toBeGreaterThan(2);
  expect(all.filter(path => !existsSync(join(folder, path)))).toEqual([]);
  expect(['README.md', 'LICENSE'].filter(path => !existsSync(join(folder, path)))).toEqual([]);
});

test('@oneleaf/nx depends on the oneleaf of its own version', () => {
  const { dependencies, version } = readJson(join(modules, '@oneleaf/nx/package.json'));
  expect(dependencies).toMatchObject({ oneleaf: version });
  expect(readJson(join(modules, 'oneleaf/package.json'))).toMatchObject({ version });
});

// A worker that counted them after another has packed would name the tarballs differently, and throw away those in use.
test('nothing that packing writes is a source of the tarballs', () => {
  const paths = packedSources();
  expect(paths).toEqual(expect.arrayContaining(['README.md', 'packages/cli/src/main.ts', 'packages/nx/package.json']));
  expect(paths.filter(path => /packages\/(?:cli|nx)\/(?:README\.md|LICENSE|dist)/.test(path))).toEqual([]);
});
