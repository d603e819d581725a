import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo } from './git-repo.js';

test('branches of a literal fork from the first commit of the trunk', () => {
  const repo = gitRepo({ main: [{ 'a.py': '1\n' }, { 'b.py': '2\n' }], 'feat/sku': { 'sku\n.py': '3\n', 'a.py': null } });
  expect(repo.git('ls-tree', '-r', '-z', '--name-only', 'main')).toBe('a.py\0b.py\0');
  expect(repo.git('ls-tree', '-r', '-z', '--name-only', 'feat/sku')).toBe('sku\n.py\0');
  expect(repo.id('main~1')).toBe(repo.git('merge-base', 'main', 'feat/sku'));
  expect(readFileSync(join(repo.path, 'b.py'), 'utf8')).toBe('2\n');
});

test('the same literal makes the same commits', () => {
  const build = () => gitRepo({ main: { 'a.py': '' } }, { bare: true }).id('main');
  expect(build()).toBe(build());
});

test('a merge, a link, a submodule, a path that is not UTF-8', () => {
  const repo = gitRepo({ main: { a: { link: 'b' } }, side: { 'caf\udce9.py': 'x' } }, { bare: true });
  const merge = repo.commit('main', { lib: { submodule: repo.id('side') } }, { parents: ['main', 'side'] });
  expect(repo.git('rev-list', '--parents', '-1', merge).split(' ')).toHaveLength(3);
  expect(
    repo
      .git('ls-tree', merge)
      .split('\n')
      .map(line => line.slice(0, 6)),
  ).toEqual(['120000', '160000']);
  expect(repo.run(['ls-tree', '-z', '--name-only', 'side']).toString('latin1')).toBe('a\0caf\xe9.py\0');
});
