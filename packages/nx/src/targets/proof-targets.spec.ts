import * as frameworks from '@oneleaf/frameworks';
import picomatch from 'picomatch';
import type { HistoryFolder } from '../projects/workspace-projects.js';
import { runUnitsOf, sourceFolders } from '../projects/run-units.js';
import { DRIFT_COMMAND, proofTargets, PROVE_COMMAND, VERIFY_COMMAND } from './proof-targets.js';
import type { TargetProject } from '../projects/target-project.js';

const django = (folder: string): HistoryFolder => ({ framework: frameworks.django, folder });
const alembic = (folder: string): HistoryFolder => ({ framework: frameworks.alembic, folder });

interface Place {
  readonly root: string;
  readonly histories: readonly HistoryFolder[];
  readonly files: readonly string[];
  readonly unusual?: boolean;
}

function projectOf({ root, histories, files, unusual = false }: Place): TargetProject {
  const launched = runUnitsOf({ root, histories }, files);
  return {
    root,
    histories,
    configuresFolders: unusual,
    runUnits: launched,
    sourceFolders: sourceFolders({ root, histories }, launched),
    outsideInputs: ['{workspaceRoot}/oneleaf.json'],
    baselineInput: '{workspaceRoot}/oneleaf-baseline.json',
    descriptionFiles: [],
  };
}

const targetsOf = (place: Place) => proofTargets('verify', projectOf(place), VERIFY_COMMAND);

const site: Place = { root: 'site', histories: [django('site/cart/migrations'), django('site/tax/migrations')], files: ['site/manage.py'] };
const bank: Place = {
  root: 'bank',
  histories: [alembic('bank/ledger/versions'), alembic('bank/users/versions')],
  files: ['bank/alembic.ini', 'bank/users/alembic.ini'],
};

describe('what is run as one is one task', () => {
  test('all apps of a Django project', () => {
    expect(Object.entries(targetsOf(site)).map(([name, { executor, options }]) => [name, executor, options as unknown])).toEqual([
      ['verify', '@oneleaf/nx:verify', { report: '.oneleaf/site/verify' }],
    ]);
  });

  test('each script directory, and the whole is all of them', () => {
    const { verify, ...each } = targetsOf(bank);
    expect(Object.entries(each).map(([name, { cache, options }]) => [name, cache, options as unknown])).toEqual([
      ['verify--ledger', true, { folder: 'bank/ledger/versions', report: '.oneleaf/bank/verify--ledger' }],
      ['verify--users', true, { folder: 'bank/users/versions', report: '.oneleaf/bank/verify--users' }],
    ]);
    expect(verify).toMatchObject({ executor: 'nx:noop', dependsOn: ['verify--ledger', 'verify--users'] });
  });

  test('a Django project beside a script directory', () => {
    const both = { ...site, histories: [...site.histories, alembic('site/alembic/versions')] };
    expect(Object.keys(targetsOf(both))).toEqual(['verify--site', 'verify--alembic', 'verify']);
    expect(targetsOf(both)['verify--site']?.options).toMatchObject({ folder: 'site/tax/migrations' });
  });

  test('apps that no manage.py leads to, each by itself', () => {
    expect(Object.keys(targetsOf({ ...site, files: [] }))).toEqual(['verify--cart', 'verify--tax', 'verify']);
  });

  test('where a configuration names folders, the whole project', () => {
    expect(targetsOf({ ...bank, unusual: true })).toMatchObject({ verify: { executor: '@oneleaf/nx:verify', cache: true } });
    expect(Object.keys(targetsOf({ ...bank, unusual: true }))).toEqual(['verify']);
  });

  test('drift is reported in the same way', () => {
    expect(Object.values(proofTargets('drift', projectOf(site), DRIFT_COMMAND)).map(({ executor }) => executor)).toEqual([
      '@oneleaf/nx:drift',
    ]);
  });
});

test('what is proved depends on the refs, and a task for it has to see all histories of a database', () => {
  const { prove, ...each } = proofTargets('prove', projectOf(bank), PROVE_COMMAND);
  expect([Object.keys(each), prove?.executor]).toEqual([['prove--ledger', 'prove--users'], 'nx:noop']);
  expect(each['prove--users']?.inputs).toContainEqual({ runtime: 'git show-ref --head || node -p "process.hrtime()"' });
  const both = { ...site, histories: [...site.histories, alembic('site/alembic/versions')] };
  expect(Object.keys(proofTargets('prove', projectOf(both), PROVE_COMMAND))).toEqual(['prove']);
});

describe('a proof is made again when', () => {
  /** Whether a file of the workspace is an input, by the patterns alone. */
  const isInput = (path: string, place: Place, target = 'verify'): boolean => {
    const inputs = targetsOf(place)[target]?.inputs ?? [];
    const globs = inputs.filter(input => typeof input === 'string').filter(input => input.includes('{workspaceRoot}/'));
    const plain = globs.map(glob => glob.replace('{workspaceRoot}/', ''));
    const any = (some: readonly string[]): boolean => picomatch([...some], { dot: true })(path);
    return any(plain.filter(glob => !glob.startsWith('!'))) && !any(plain.flatMap(glob => (glob.startsWith('!') ? [glob.slice(1)] : [])));
  };

  test.each([
    'site/cart/migrations/0001_initial.py',
    'site/cart/models.py',
    'site/settings.py',
    'site/tools/tax.py',
    'site/cart/fixtures/rates.json',
    'site/cart/migrations/0002_view.sql',
    'site/requirements/base.txt',
    'requirements-dev.txt',
    'uv.lock',
    'pyproject.toml',
    'oneleaf.json',
  ])('%s changes', path => {
    expect(isInput(path, site)).toBe(true);
  });

  test.each(['site/web/index.ts', 'site/static/app.css', 'site/README.md', 'other/cart/models.py', 'package.json'])(
    'not when %s does',
    path => {
      expect(isInput(path, site)).toBe(false);
    },
  );

  test.each<[string, Place]>([
    ['manage.py', { ...site, root: 'site/cart', histories: [django('site/cart/migrations')] }],
    ['an alembic.ini', { root: 'site/cart', histories: [alembic('site/cart/db/versions')], files: ['site/alembic.ini'] }],
  ])('a file beside %s around the project changes', (_, place) => {
    expect(['site/models.py', 'site/cart/models.py', 'shop/models.py'].map(path => isInput(path, place))).toEqual([true, true, false]);
  });

  test('of script directories in one project, what they share changes, or its own revisions', () => {
    const paths = ['bank/models.py', 'bank/users/env.py', 'bank/users/versions/a.py', 'bank/ledger/versions/a.py'];
    expect(paths.map(path => isInput(path, bank, 'verify--users'))).toEqual([true, true, true, false]);
  });

  test('of a project at the top, any file changes', () => {
    const top = { root: '', histories: [alembic('alembic/versions')], files: ['alembic.ini'] };
    expect(['models.py', 'libs/shop/models.py', 'web/a.ts'].map(path => isInput(path, top))).toEqual([true, true, false]);
  });

  test('what it depends on, its variables, or what is installed changes', () => {
    const inputs = targetsOf({ ...site, root: "site's $1" })['verify']?.inputs ?? [];
    expect(inputs).toContain('^default');
    expect(inputs).toContainEqual({ env: 'DATABASE_URL' });
    expect(inputs.at(-1)).toEqual({
      runtime: `node -p "require('@oneleaf/nx/environment').environment('site%27s%20%241', process)" || node -p "process.hrtime()"`,
    });
  });
});
