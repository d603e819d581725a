import { scratch } from '@oneleaf/git/testing';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createNodes, createNodesV2, refuseOldNx } from './plugin.js';
import type { PluginOptions } from './targets/targets.js';

const APP = ['__init__.py', '0001_initial.py'];
const app = (folder: string) => Object.fromEntries(APP.map(name => [`${folder}/migrations/${name}`, '']));

interface Place {
  readonly files: Readonly<Record<string, string>>;
  readonly options?: PluginOptions;
  /** The folder of the workspace in its repository. */
  readonly folder?: string;
}

/** The projects that the plugin makes of a workspace, by root. */
async function projectsOf({ files, options, folder = '' }: Place) {
  const top = scratch();
  const workspaceRoot = join(top, folder);
  mkdirSync(join(top, '.git'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspaceRoot, path)), { recursive: true });
    writeFileSync(join(workspaceRoot, path), text);
  }
  const nodes = await createNodes[1](Object.keys(files), options, { workspaceRoot, nxJsonConfiguration: {} });
  return Object.fromEntries(nodes.flatMap(([, { projects }]) => Object.entries(projects ?? {})));
}

async function inputsOf(place: Place, target = 'migrations:check'): Promise<readonly unknown[]> {
  const [project] = Object.values(await projectsOf(place));
  return project?.targets?.[target]?.inputs ?? [];
}

describe('targets', () => {
  test('of a project with one history', async () => {
    const { site } = await projectsOf({ files: { 'site/manage.py': '', ...app('site/cart') } });
    expect(site).toMatchObject({ name: 'site', metadata: { technologies: ['django'] } });
    expect(Object.keys(site?.targets ?? {})).toEqual([
      'migrations:check',
      'migrations:predict',
      'migrations:verify',
      'migrations:drift',
      'migrations:prove',
    ]);
  });

  test('of a project with several: one for each history, and then the whole', async () => {
    const { site } = await projectsOf({ files: { 'site/manage.py': '', ...app('site/cart'), ...app('site/a/tax'), ...app('site/b/tax') } });
    const targets = site?.targets ?? {};
    const names = ['migrations:check--site/a/tax/migrations', 'migrations:check--site/b/tax/migrations', 'migrations:check--cart'];
    expect(Object.keys(targets)).toEqual([
      ...names,
      'migrations:check',
      'migrations:predict',
      'migrations:verify',
      'migrations:drift',
      'migrations:prove',
    ]);
    expect(Object.values(targets).filter(({ cache, inputs = [] }) => cache !== true || inputs.length === 0)).toEqual([]);
    expect(targets['migrations:check']).toMatchObject({ dependsOn: names });
    expect(targets['migrations:check--cart']).toMatchObject({ options: { folder: 'site/cart/migrations' } });
    expect(targets['migrations:check--cart']).toHaveProperty(['inputs', 0], '{projectRoot}/cart/migrations/**/*.py');
  });

  test('are called as the options say', async () => {
    const { site } = await projectsOf({ files: { 'site/manage.py': '', ...app('site/cart') }, options: { checkTargetName: 'one leaf' } });
    expect(Object.keys(site?.targets ?? {})).toEqual([
      'one leaf',
      'migrations:predict',
      'migrations:verify',
      'migrations:drift',
      'migrations:prove',
    ]);
  });
});

describe('the name', () => {
  test.each<[string, Readonly<Record<string, string>>, string, string | undefined]>([
    ['is the folder', { 'apps/my site/manage.py': '', ...app('apps/my site/cart') }, 'apps/my site', 'apps-my site'],
    ['is what project.json says', { 'site/project.json': '{}', ...app('site/cart') }, 'site', undefined],
    ['is what pyproject.toml says', { 'site/pyproject.toml': '[project]\nname = "shops"\n', ...app('site/cart') }, 'site', 'shops'],
    ['is what package.json says', { 'site/package.json': '{\n  "name": "@shops/site"\n}', ...app('site/cart') }, 'site', '@shops/site'],
    ['is the folder where package.json is broken', { 'site/package.json': '{', ...app('site/cart') }, 'site', 'site'],
    ['of the root is always the same', { 'manage.py': '', ...app('cart') }, '.', 'workspace'],
  ])('%s', async (_, files, root, name) => {
    const projects = await projectsOf({ files });
    expect(Object.keys(projects)).toEqual([root]);
    expect(projects[root]?.name).toBe(name);
  });
});

describe('inputs', () => {
  const site = { 'site/manage.py': '', ...app('site/cart') };
  const bank = { 'bank/alembic/env.py': '', 'bank/alembic/versions/1.py': '', 'bank/project.json': '{}' };

  test('are migrations and configuration, not models', async () => {
    const inputs = await inputsOf({ files: site });
    expect(inputs).toContain('{projectRoot}/**/migrations/**/*.py');
    expect(inputs).toEqual(expect.arrayContaining(['{workspaceRoot}/oneleaf.json', '{workspaceRoot}/oneleaf-baseline.json']));
    expect(inputs).not.toContain('{projectRoot}/**/*.py');
  });

  test.each([
    ['an ini', { ...bank, 'bank/alembic.ini': '[alembic]\nversion_locations = db/x\n' }],
    ['a pyproject.toml', { ...bank, 'bank/pyproject.toml': '[tool.alembic]\nversion_locations = ["db/x"]\n' }],
    ['settings', { ...site, 'site/site/settings.py': "MIGRATION_MODULES = {'cart': 'db.cart'}\n" }],
    ['oneleaf.json', { ...site, 'oneleaf.json': '{ "histories": [] }' }],
  ])('are all Python files where %s names folders', async (_, files) => {
    expect(await inputsOf({ files })).toContain('{projectRoot}/**/*.py');
  });

  test('are configuration files around the project, when they are about migrations', async () => {
    const around = {
      'alembic.ini': '[alembic]\nscript_location = bank/alembic\n',
      'pyproject.toml': '[tool.ruff]\n',
      'setup.cfg': '[alembic]\n',
    };
    const inputs = await inputsOf({ files: { ...bank, ...around } });
    expect(inputs.filter(input => typeof input === 'string' && input.startsWith('{workspaceRoot}'))).toEqual([
      '{workspaceRoot}/alembic.ini',
      '{workspaceRoot}/setup.cfg',
      '{workspaceRoot}/oneleaf.json',
      '{workspaceRoot}/oneleaf-baseline.json',
    ]);
  });

  test.each([
    ['', '{ "describe": ["site/README.md", "docs/other.md"] }'],
    ['web', '{ "describe": ["web/site/README.md", "site/README.md"] }'],
  ])('are the files of the project that describe it, in a workspace in %j', async (folder, text) => {
    const above = folder === '' ? 'oneleaf.json' : '../oneleaf.json';
    const inputs = await inputsOf({ files: { ...site, [above]: text }, folder });
    expect(inputs.filter(input => typeof input === 'string' && input.endsWith('.md'))).toEqual(['{workspaceRoot}/site/README.md']);
    expect(JSON.stringify(await inputsOf({ files: { ...site, [above]: text }, folder }, 'migrations:predict'))).not.toContain('README');
  });

  test('of a workspace inside a repository hold the oneleaf.json above it', async () => {
    expect(await inputsOf({ files: site, folder: 'code/web' })).toContainEqual({
      runtime: 'git hash-object --no-filters ../../oneleaf.json || echo none',
    });
  });

  test('of predictions are the refs, and nothing that could pass for them', async () => {
    expect((await inputsOf({ files: site }, 'migrations:predict'))[0]).toEqual({
      runtime: 'git show-ref --head || node -p "process.hrtime()"',
    });
  });
});

test('a link that leads nowhere takes no targets away', async () => {
  const workspaceRoot = scratch();
  symlinkSync('/nowhere', join(workspaceRoot, 'alembic.ini'));
  const nodes = await createNodes[1](['alembic.ini', 'alembic/env.py', 'alembic/versions/1.py'], undefined, {
    workspaceRoot,
    nxJsonConfiguration: {},
  });
  expect(nodes.map(([, { projects }]) => Object.keys(projects ?? {}))).toEqual([['.']]);
});

test('every Nx finds the same function', () => {
  expect(createNodesV2).toBe(createNodes);
});

test.each([
  ['21.6.11', '@oneleaf/nx needs Nx 22, 23 or 24, and this workspace has 21.6.11: npx nx migrate latest'],
  ['22.0.0', undefined],
  ['24.0.6', undefined],
])('Nx %s', (version, message) => {
  const look = () => refuseOldNx(version);
  if (message === undefined) expect(look).not.toThrow();
  else expect(look).toThrow(message);
});
