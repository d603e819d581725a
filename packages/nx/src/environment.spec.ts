import { scratch } from '@oneleaf/git/testing';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment } from './environment.js';

const lib = 'lib/python3.11/site-packages';

/** Files of an environment with some packages in it. */
function virtual(folder: string, ...packages: readonly string[]): Readonly<Record<string, string>> {
  return {
    [`${folder}/bin/python`]: '',
    [`${folder}/pyvenv.cfg`]: 'home = /usr/bin\nversion = 3.11.2\n',
    ...Object.fromEntries(packages.map(name => [`${folder}/${lib}/${name}.dist-info/METADATA`, ''])),
  };
}

/** What is reported of a repository with these files; the workspace is in its folder `code`. */
function environmentOf(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  root = 'apps/my shop',
): readonly string[] {
  const top = scratch();
  for (const [path, text] of Object.entries({ '.git/HEAD': '', 'code/apps/my shop/manage.py': '', ...files })) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  const here = { env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll('TOP', top)])) };
  const said = environment(encodeURIComponent(root), { ...here, cwd: () => join(top, 'code') });
  return said.split('\n').filter(line => !line.startsWith('postgresql'));
}

const packages = ['python3.11', '3.11.2', 'Django-5.2.dist-info', 'psycopg-3.2.dist-info'];

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['beside the project', 'code/apps/my shop/.venv', {}],
  ['beside the workspace', 'code/venv', {}],
  ['at the top of the repository', '.venv', {}],
  ['that is active', 'elsewhere', { VIRTUAL_ENV: 'TOP/elsewhere' }],
])('an environment %s tells its packages', (_, folder, env) => {
  expect(environmentOf(virtual(folder, 'psycopg-3.2', 'Django-5.2'), env)).toEqual(packages);
});

test.each(['"tools/py"', '"tools/py/bin/python"'])('so does the one that oneleaf.json calls %s', python => {
  const files = {
    ...virtual('tools/py', 'psycopg-3.2', 'Django-5.2'),
    'oneleaf.json': `{ "projects": [{ "folder": ".", "python": ${python} }] }`,
  };
  expect(environmentOf(files)).toEqual(packages);
});

test('another version of a package is another environment', () => {
  expect(environmentOf(virtual('.venv', 'Django-5.2'))).not.toEqual(environmentOf(virtual('.venv', 'Django-5.1')));
});

test('without any, the Python on the PATH tells', () => {
  const files = { 'usr/bin/python3': '', 'usr/lib/python3/dist-packages/Django-4.2.egg-info': '' };
  expect(environmentOf(files, { PATH: 'TOP/bin:TOP/usr/bin' })).toEqual(['python3', '', 'Django-4.2.egg-info']);
  expect(environmentOf({ ...files, ...virtual('.venv', 'Django-5.2') }, { PATH: 'TOP/usr/bin' })).toContain('Django-5.2.dist-info');
});

test('where nothing is installed, nothing is reported', () => {
  expect(environmentOf({ 'code/env/prod.txt': '' })).toEqual([]);
});
