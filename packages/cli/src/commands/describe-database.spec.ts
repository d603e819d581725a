import type { DescribedHistory, DescribeReport } from '@oneleaf/core';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { scratch, type RepoFiles } from '@oneleaf/git/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedShape, databaseShape, SchemaReplay } from '../testing/described-schema.js';
import { chains } from '../testing/described-chains.js';
import { DJANGO, migration, specProject, type SpecProject } from '../testing/spec-project.js';
import { oneleaf } from '../testing/oneleaf.js';

const dms = join(__dirname, '../../../../examples/dms');
const DMS: RepoFiles = Object.fromEntries(
  readdirSync(dms, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:py|ini)$/.test(entry.name) && !entry.parentPath.includes('__pycache__'))
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => [path.slice(dms.length + 1), readFileSync(path, 'utf8')]),
);

async function describedHistories({ repo }: SpecProject): Promise<readonly DescribedHistory[]> {
  const { output } = await oneleaf(repo, ['describe', '--format', 'json']);
  return (JSON.parse(output) as DescribeReport).histories;
}

describeWithPython('what is reported is what the database has', python => {
  describe.each(versions)('%s', version => {
    const made = (files: RepoFiles): { at: SpecProject; file: string } => {
      const file = join(scratch(), 'described.db');
      return { at: specProject(files, python[version], `sqlite:///${file}`), file };
    };

    test.each<[name: string, files: RepoFiles, folder: string]>([
      ['dms', DMS, '.'],
      ['a chain by hand', chains.byHand, 'db'],
    ])('Alembic, revision by revision: %s', async (_name, files, folder) => {
      const { at, file } = made(files);
      const [history] = await describedHistories(at);
      const so = new SchemaReplay();
      for (const one of history?.migrations ?? []) {
        so.apply(one);
        at.run([`cd ${folder} && alembic upgrade ${one.name}`]);
        expect([one.name, databaseShape(at, file, so.shape())]).toEqual([one.name, so.shape()]);
      }
      expect(history?.leaves).toEqual([history?.migrations.at(-1)?.name]);
    });

    test.each([1, 2, 3])('Alembic, generated: %i', async seed => {
      const { at, file } = made(chains.generated(seed));
      const [history] = await describedHistories(at);
      const so = describedShape(history ?? { migrations: [] });
      at.run(['cd db && alembic upgrade head']);
      expect(Object.keys(so).length).toBeGreaterThan(2);
      expect(databaseShape(at, file, so)).toEqual(so);
    });

    test('Django', async () => {
      const { at, file } = made({ ...DJANGO, ...chains.django(migration) });
      const so = describedShape({ migrations: (await describedHistories(at)).flatMap(({ migrations }) => migrations) });
      at.run(['python manage.py migrate']);
      expect(so).toMatchObject({ shop_tag: [['id', 'name'], 3], labels: [['id'], 2], shop_item_tags: [['id', 'item_id', 'tag_id'], 0] });
      expect(databaseShape(at, file, so)).toEqual(so);
    });
  });

  test('a deed or rows that are not reported are missed', async () => {
    const at = specProject(DMS, python.newest, 'sqlite:///none.db');
    const [history] = await describedHistories(at);
    const migrations = history?.migrations ?? [];
    const whole = JSON.stringify(describedShape({ migrations }));
    const without = migrations.flatMap((one, at) =>
      (['deeds', 'seeds'] as const).flatMap(key =>
        one[key].map((_, index) => migrations.with(at, { ...one, [key]: one[key].filter((__, other) => other !== index) })),
      ),
    );
    expect(without).toHaveLength(35);
    expect(without.filter(less => JSON.stringify(describedShape({ migrations: less })) === whole)).toEqual([]);
  });
});
