import { recordTables } from '@oneleaf/frameworks';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { openRecord } from '@oneleaf/sandbox';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { ALEMBIC, column, DJANGO, specProject, revision, type SpecProject } from '../testing/spec-project.js';
import { oneleaf } from '../testing/oneleaf.js';

const DJANGO_UP = 'python manage.py migrate';
const ALEMBIC_UP = 'cd db && alembic upgrade heads';

interface Scene {
  readonly start: typeof DJANGO;
  readonly landed: typeof DJANGO;
  readonly mine: typeof DJANGO;
  readonly up: string;
  readonly applied: readonly string[];
}

const scenes: readonly (readonly [string, Scene])[] = [
  [
    'Django',
    {
      start: DJANGO,
      landed: { 'shop/migrations/0002_tax.py': column('tax', 'shop.0001_initial') },
      mine: { 'shop/migrations/0002_sku.py': column('sku', 'shop.0001_initial') },
      up: DJANGO_UP,
      applied: ['cart.0001_initial', 'shop.0001_initial', 'shop.0002_tax', 'shop.0003_sku'],
    },
  ],
  [
    'Alembic',
    { start: ALEMBIC, landed: revision('bbbb', 'aaaa', 'tax'), mine: revision('cccc', 'aaaa', 'sku'), up: ALEMBIC_UP, applied: ['cccc'] },
  ],
];

async function appliedOn({ url }: SpecProject): Promise<readonly string[]> {
  const { django = [], alembic = [] } = await openRecord(url, { tables: recordTables, folder: '/', env: process.env }).applied();
  return [...django.map(({ label = '', name }) => `${label}.${name}`), ...alembic.map(({ name }) => name)].sort();
}

/** A branch whose migration is applied, and main merged into it. */
function migrated({ start, landed, mine, up }: Scene, python: string, url: string): SpecProject {
  const at = specProject({ ...start, '.gitignore': '__pycache__\n' }, python, url);
  at.repo.commit('feat', mine, { parents: ['main'] });
  at.repo.commit('main', landed);
  at.repo.checkout('feat');
  at.run([up]);
  at.repo.git('merge', '--quiet', '--no-edit', 'main');
  return at;
}

describeWithPython('what a rebase asks of the database', python => {
  describeWithPostgres('that has applied what moves', server => {
    describe.each(versions)('the %s frameworks', version => {
      test.each(scenes)('%s: the commands that it prints keep the data', async (_name, scene) => {
        const at = migrated(scene, python[version], await server.database());
        const { output, exitCode } = await oneleaf(at.repo, ['rebase', '--database', at.url]);
        const command = /^run: (.+)$/m.exec(output)?.[1] ?? `nothing was printed: ${output}`;
        at.run([command, scene.up]);
        expect([exitCode, await appliedOn(at)]).toEqual([0, scene.applied]);
      });

      test.each(scenes)('%s: it is made to follow where that is asked for', async (_name, scene) => {
        const at = migrated(scene, python[version], await server.database());
        const { output } = await oneleaf(at.repo, ['rebase', '--database', at.url, '--apply-database']);
        const left = /^run: (.+)$/m.exec(output)?.[1];
        at.run([...(left === undefined ? [] : [left]), scene.up]);
        expect(await appliedOn(at)).toEqual(scene.applied);
      });
    });

    test('nothing is written there otherwise, and a plan says what to undo first', async () => {
      const [, scene] = scenes[0] ?? [];
      if (!scene) throw new Error('no scene');
      const at = migrated(scene, python.newest, await server.database());
      at.repo.git('reset', '--quiet', '--hard', 'HEAD^');
      const before = await appliedOn(at);
      const { output } = await oneleaf(at.repo, ['rebase', '--dry-run', '--database', at.url]);
      expect(output).toContain('0002_sku is applied to ');
      expect(output).toContain('run: python manage.py migrate shop 0001_initial\n');
      expect([await appliedOn(at), at.repo.git('status', '--porcelain')]).toEqual([before, '']);
    });
  });
});

describe('a database that is out of reach', () => {
  const repo = (): SpecProject['repo'] => {
    const { repo: made } = specProject(DJANGO, 'python3', '');
    made.commit('feat', { 'shop/migrations/0002_sku.py': column('sku', 'shop.0001_initial') }, { parents: ['main'] });
    made.commit('main', { 'shop/migrations/0002_tax.py': column('tax', 'shop.0001_initial') });
    made.checkout('feat');
    return made;
  };
  const url = 'postgresql://localhost:1/none';

  test('is a note where it is only configured', async () => {
    const { output, exitCode } = await oneleaf(repo(), ['rebase', '--dry-run'], { env: { ONELEAF_DATABASE_URL: url } });
    expect([exitCode, output]).toEqual([0, expect.stringContaining('note  the applied migrations are not known: ')]);
  });

  test('stops a rebase for which it was named', async () => {
    const made = repo();
    const { complaint, exitCode } = await oneleaf(made, ['rebase', '--database', url]);
    expect([exitCode, complaint, made.git('status', '--porcelain')]).toEqual([3, expect.stringContaining('error: '), '']);
  });
});
