import { describeWithPython } from '@oneleaf/frameworks/testing';
import type { RepoFiles } from '@oneleaf/git/testing';
import { dirname } from 'node:path';
import { exampleFiles } from './testing/examples.js';
import { alembicRevision } from './testing/project-files.js';
import { cacheHits, workspace, type Workspace } from './testing/workspace.js';

const nx = '23.2.1';
const services = Object.fromEntries(
  Object.entries(exampleFiles('nx-alembic')).filter(([path]) => /^services|^requirements|^\.gitignore/.test(path)),
);
const ignored = { '.gitignore': 'node_modules\n.nx\n.venv\n__pycache__\n' };
const models = 'services/ledger/models.py';
const versions = 'services/ledger/alembic/versions';
const later = (id: string, body: string): RepoFiles => ({
  [`${versions}/${id}.py`]: `from alembic import op\nimport sqlalchemy as sa\n\n${alembicRevision(id, '8c42d7e6aa10')}

def upgrade():
    ${body}


def downgrade():
    pass
`,
});
const broken = later('dead', `raise ValueError('no such ledger')`);
const column = (name: string): string => `op.add_column('entry', sa.Column('${name}', sa.Integer))`;
const fee = `${String(services[models])}\n\nclass Fee(Base):\n    __tablename__ = "fees"\n    id: Mapped[int] = mapped_column(primary_key=True)\n`;
const dist = 'lib/python3.11/site-packages/alembic-1.0.dist-info/METADATA';

describeWithPython('proofs', ({ newest }) => {
  const active = { VIRTUAL_ENV: dirname(dirname(newest)) };
  const run = (place: Workspace, ...args: readonly string[]) => place.bin('nx', [...args, '--outputStyle=static'], active);
  const verify = (place: Workspace) => run(place, 'run-many', '-t', 'migrations:verify');

  describe('of three services', () => {
    let place: Workspace;
    beforeAll(async () => {
      place = workspace({ nx, files: { ...services, ...ignored } });
      const { exitCode, output } = await verify(place);
      expect([exitCode, output]).toEqual([0, expect.stringMatching(/Running 3 tasks with @oneleaf\/nx:verify/)]);
      expect(output.match(/fresh install +passed/g)).toHaveLength(3);
    });

    test.each<[string, RepoFiles, number]>([
      ['nothing', {}, 3],
      ['a page', { 'services/ledger/README.md': 'The ledger\n' }, 3],
      ['a model', { [models]: `${String(services[models])}\n` }, 2],
      ['a migration', later('fee0', 'pass'), 2],
      ['what a service has installed', { 'services/ledger/.venv/bin/python': '', [`services/ledger/.venv/${dist}`]: '' }, 2],
      ['what all depend on', { 'requirements.txt': 'alembic\n' }, 0],
      ['oneleaf.json', { 'oneleaf.json': '{}' }, 0],
    ])('when %s changed', async (_, files, hits) => {
      place.repo.write(files);
      expect(cacheHits(await verify(place))).toBe(hits);
      expect(cacheHits(await verify(place))).toBe(3);
    });

    test('a broken migration fails its own service, each time', async () => {
      place.repo.write({ ...broken, [`${versions}/fee0.py`]: null });
      for (const { exitCode, output } of [await verify(place), await verify(place)]) {
        expect([exitCode, output]).toEqual([1, expect.stringMatching(/Failed tasks:\s*- services-ledger:migrations:verify\s/)]);
        expect(output).toContain('error fresh-install  dead cannot be applied to an empty database: ValueError: no such ledger');
      }
    });

    test('what cannot be run is never taken for a pass', async () => {
      place.repo.write({ [`${versions}/dead.py`]: null, 'services/ledger/alembic/env.py': '' });
      for (const { exitCode, output } of [await verify(place), await verify(place)]) {
        expect([exitCode, output]).toEqual([1, expect.stringContaining('without ever connecting to the throw-away database')]);
      }
    });
  });

  test('only what a branch has touched is run, and drift finds the model without a migration', async () => {
    const place = workspace({ nx, files: { ...services, ...ignored } });
    place.git('checkout', '--quiet', '-b', 'feat');
    place.commit({
      [models]: fee,
    });
    const { exitCode, output } = await run(place, 'affected', '-t', 'migrations:verify', 'migrations:drift');
    expect([exitCode, [...new Set(output.match(/> nx run [^\n]*/g))].sort()]).toEqual([
      1,
      ['> nx run services-ledger:"migrations:drift"', '> nx run services-ledger:"migrations:verify"'],
    ]);
    expect(output).toContain('error model-drift  the models ask for CreateTable fees');
  });

  test('a project with two script directories has a task for each, and fails with one of them', async () => {
    const place = workspace({ nx, files: { ...services, ...ignored, ...broken, 'services/project.json': '{ "name": "all" }' } });
    const { exitCode, output } = await run(place, 'run', 'all:migrations:verify');
    // Nx 23 calls a run interrupted in which a task was not begun because another had failed.
    expect([1, 130]).toContain(exitCode);
    expect(output).toMatch(/Failed tasks:\s*- all:migrations:verify--alembic\s/);
    expect(output).toMatch(/services\/accounts {2}flask-migrate on [^]*fresh install +passed/);
    place.repo.write({ [`${versions}/dead.py`]: null });
    const mended = await run(place, 'run', 'all:migrations:verify');
    expect([mended.exitCode === 0 ? '' : mended.output, cacheHits(mended)]).toEqual(['', 1]);
  });

  test('branches that collide are landed in both orders, and again when one of them has moved', async () => {
    const place = workspace({ nx, files: { ...services, ...ignored, 'oneleaf.json': '{ "since": "all" }' } });
    const prove = () => run(place, 'run', 'services-ledger:migrations:prove');
    place.repo.commit('feat/tax', later('aaaa', column('tax')), { parents: ['main'] });
    place.repo.commit('feat/fee', later('bbbb', column('fee')), { parents: ['main'] });
    const [first, again] = [await prove(), await prove()];
    expect([first.exitCode, cacheHits(first), cacheHits(again), first.output]).toEqual([
      0,
      0,
      1,
      expect.stringContaining('commutes except for column order'),
    ]);
    place.repo.commit('feat/fee', later('bbbb', column('tax')), { parents: ['main'] });
    const moved = await prove();
    expect([moved.exitCode, cacheHits(moved), moved.output]).toEqual([1, 0, expect.stringContaining('DuplicateColumn')]);
  });

  test('what the models ask for is generated, and proved', async () => {
    const place = workspace({ nx, files: { ...services, ...ignored, [models]: fee } });
    const generated = await place.bin('nx', ['g', '@oneleaf/nx:autogenerate', 'fees', '--project=services-ledger'], active);
    expect([generated.exitCode, generated.output]).toEqual([
      0,
      expect.stringMatching(/CREATE services\/ledger\/alembic\/versions\/\w+_fees\.py/),
    ]);
    expect(generated.output).toMatch(/fresh install +passed, 3 migrations/);
    expect((await run(place, 'run', 'services-ledger:migrations:drift')).exitCode).toBe(0);
  });
});
