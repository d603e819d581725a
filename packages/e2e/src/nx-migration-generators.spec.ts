import { describeWithPython } from '@oneleaf/frameworks/testing';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { exampleFiles } from './testing/examples.js';
import { workspace, type ProgramOutput, type Workspace } from './testing/workspace.js';

const LABEL = 'apps/store/shop/migrations/0003_add_label.py';
const draft = (place: Workspace, ...args: readonly string[]): Promise<ProgramOutput> =>
  place.run('g', '@oneleaf/nx:migration', 'add label', '--project=apps-store', '--history=shop', ...args);

describe.each(['22.7.12', '23.2.1', '24.0.6'] as const)('Nx %s', nx => {
  test('drafts through its tree, in a project that only the plugin knows of', async () => {
    const place = workspace({ nx, files: exampleFiles('nx-django') });
    const { exitCode, output } = await draft(place, '--dry-run');
    expect([exitCode, output]).toEqual([0, expect.stringContaining(`CREATE ${LABEL}`)]);
    expect(output).toContain('UPDATE apps/store/shop/migrations/max_migration.txt');
    expect(place.git('status', '--short')).toBe('');
    expect((await draft(place)).exitCode).toBe(0);
    expect(place.read(LABEL)).toContain("('shop', '0002_order_note'),");
    expect(place.read('apps/store/shop/migrations/max_migration.txt')).toBe('0003_add_label\n');
  });
});

test('help tells what the generators take', async () => {
  const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-django') });
  const { output } = await place.run('g', '@oneleaf/nx:migration', '--help');
  for (const word of ['--name', '--project', '--history', '--onto', '--base', 'new migration in one of several'])
    expect(output.replace(/\s+/g, ' ')).toContain(word);
});

test('what is refused says why', async () => {
  const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-django') });
  const several = await place.run('g', '@oneleaf/nx:migration', 'x', '--project=apps-store');
  expect([several.exitCode, several.output]).toEqual([1, expect.stringContaining('can mean several histories, name one: shop, stock')]);
  const { exitCode, output } = await place.run('g', '@oneleaf/nx:merge', '--project=nope');
  expect([exitCode, output]).toEqual([1, expect.stringContaining('there is no project nope')]);
});

describeWithPython('the real frameworks take what the generators write', ({ newest }) => {
  const run = (place: Workspace, folder: string, ...command: readonly string[]) => {
    const [program = '', ...args] = command;
    const { status, stdout, stderr } = spawnSync(join(dirname(newest), program), args, { cwd: join(place.path, folder), encoding: 'utf8' });
    return [status, stdout + stderr];
  };

  test('Django', async () => {
    const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-django') });
    expect((await draft(place)).exitCode).toBe(0);
    expect(run(place, 'apps/store', 'python', '-B', 'manage.py', 'makemigrations', '--check', '--dry-run')).toEqual([
      0,
      'No changes detected\n',
    ]);
  });

  test('Alembic', async () => {
    const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-alembic') });
    expect((await place.run('g', '@oneleaf/nx:migration', 'add fee', '--project=services-ledger')).exitCode).toBe(0);
    const lock = place.read('services/ledger/alembic/versions/leaf.lock').trim();
    expect(run(place, 'services/ledger', 'alembic', 'heads')).toEqual([0, `${lock} (head)\n`]);
  });
});
