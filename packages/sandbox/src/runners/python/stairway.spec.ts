import { alembicPay, revision } from '../../testing/alembic-pay.js';
import { djangoShop, migration } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from './verbs.js';

/** A revision that makes an enum and forgets it on the way down. */
const leaky = revision({
  id: 'a3',
  parent: 'a2',
  up: 'op.execute("CREATE TYPE mood AS ENUM (\'glad\')"); op.execute("ALTER TABLE users ADD mood mood")',
  down: 'op.drop_column("users", "mood")',
});

const irreversible = revision({
  id: 'a3',
  parent: 'a2',
  up: 'op.execute("DELETE FROM users")',
  down: 'raise NotImplementedError("mails are gone")',
});

describeWithFrameworks('each migration up, down and up again', outside => {
  const server = specDatabases(outside.postgres);

  for (const version of testedVersions) {
    test(`Alembic: names the revision, the step and the database's own error (${version})`, async () => {
      const { ran, failure } = await runnerVerbs(
        alembicPay(outside[version], { 'db/versions/a3.py': leaky }),
        await server.database(),
      ).stairway();
      expect({ ran, failure }).toEqual({
        ran: ['a1', 'a2'],
        failure: {
          migration: 'a3',
          step: 'up again',
          error: {
            type: 'DuplicateObject',
            message: 'type "mood" already exists',
            statement: "CREATE TYPE mood AS ENUM ('glad')",
            at: 'db/versions/a3.py:12',
          },
        },
      });
    });

    test(`Alembic: lists what says that it cannot be undone, and walks on (${version})`, async () => {
      const last = revision({
        id: 'a4',
        parent: 'a3',
        up: 'op.add_column("users", sa.Column("age", sa.Integer))',
        down: 'op.drop_column("users", "age")',
      });
      const project = alembicPay(outside[version], { 'db/versions/a3.py': irreversible, 'db/versions/a4.py': last });
      expect(await runnerVerbs(project, await server.database()).stairway()).toEqual({
        ran: ['a1', 'a2', 'a3', 'a4'],
        irreversible: [{ migration: 'a3', reason: 'mails are gone' }],
        left: [],
        warnings: [],
      });
    });

    test(`Alembic: names those that leave something behind (${version})`, async () => {
      const sequence = revision({ id: 'a3', parent: 'a2', up: 'op.execute("CREATE SEQUENCE IF NOT EXISTS bills")', down: 'pass' });
      const text = revision({
        id: 'a4',
        parent: 'a3',
        up: 'op.add_column("users", sa.Column("story", sa.Text))',
        down: 'op.drop_column("users", "story")',
      });
      const project = alembicPay(outside[version], { 'db/versions/a3.py': sequence, 'db/versions/a4.py': text });
      expect(await runnerVerbs(project, await server.database()).stairway()).toMatchObject({ ran: ['a1', 'a2', 'a3', 'a4'], left: ['a3'] });
    });

    test(`Django: names those that leave something behind (${version})`, async () => {
      const sql = 'migrations.RunSQL("CREATE SEQUENCE IF NOT EXISTS bills", "SELECT 1")';
      const project = djangoShop(outside[version], { 'shop/migrations/0003_bills.py': migration('0002_sku', sql) });
      expect((await runnerVerbs(project, await server.database()).stairway()).left).toEqual(['shop.0003_bills']);
    });

    test(`Alembic: one run tells what many do, and fails where one of them would (${version})`, async () => {
      const kept = revision({ id: 'a3', parent: 'a2', up: 'op.execute("CREATE SEQUENCE IF NOT EXISTS bills")', down: 'pass' });
      const walked = async (file: string, ask: 'stairway' | 'stairwayAtOnce'): Promise<unknown> =>
        runnerVerbs(alembicPay(outside[version], { 'db/versions/a3.py': file }), await server.database())[ask]();
      expect(await walked(kept, 'stairwayAtOnce')).toEqual(await walked(kept, 'stairway'));
      for (const file of [leaky, irreversible]) expect(await walked(file, 'stairwayAtOnce')).toHaveProperty('failure.migration', 'a3');
    });

    test(`Alembic: an error of a downgrade's own code is a failure (${version})`, async () => {
      const wrong = revision({ id: 'a3', parent: 'a2', up: 'pass', down: 'undo_it()' });
      const { failure } = await runnerVerbs(
        alembicPay(outside[version], { 'db/versions/a3.py': wrong }),
        await server.database(),
      ).stairway();
      expect(failure).toMatchObject({ migration: 'a3', step: 'down', error: { type: 'NameError' } });
    });

    test(`Alembic: walks branches and the point where they join (${version})`, async () => {
      const branch = (id: string): string =>
        revision({ id, parent: 'a2', up: `op.create_table("${id}", sa.Column("id", sa.Integer))`, down: `op.drop_table("${id}")` });
      const join = revision({ id: 'j1', parent: 'b1', up: 'pass', down: 'pass' }).replace('"b1"', '("b1", "b2")');
      const files = { 'db/versions/b1.py': branch('b1'), 'db/versions/b2.py': branch('b2'), 'db/versions/j1.py': join };
      const { ran, failure } = await runnerVerbs(alembicPay(outside[version], files), await server.database()).stairway();
      expect(failure).toBeUndefined();
      expect([ran.slice(0, 2), [...ran.slice(2, 4)].sort(), ran.slice(4)]).toEqual([['a1', 'a2'], ['b1', 'b2'], ['j1']]);
    });

    test(`Django: names the migration, the step and the database's own error (${version})`, async () => {
      const sql = `migrations.RunSQL("CREATE TYPE mood AS ENUM ('glad')", "SELECT 1")`;
      const { failure, ran } = await runnerVerbs(
        djangoShop(outside[version], { 'shop/migrations/0003_mood.py': migration('0002_sku', sql) }),
        await server.database(),
      ).stairway();
      expect(ran.at(-1)).toBe('shop.0002_sku');
      expect(failure).toEqual({
        migration: 'shop.0003_mood',
        step: 'up again',
        error: { type: 'DuplicateObject', message: 'type "mood" already exists' },
      });
    });

    test(`Django: lists what cannot be undone, and walks on (${version})`, async () => {
      const project = djangoShop(outside[version], {
        'shop/migrations/0003_clean.py': migration('0002_sku', 'migrations.RunPython(lambda apps, editor: None)'),
        'shop/migrations/0004_note.py': migration('0003_clean', 'migrations.AddField("item", "note", models.TextField(default=""))'),
      });
      const { ran, irreversible: listed, failure } = await runnerVerbs(project, await server.database()).stairway();
      expect(failure).toBeUndefined();
      expect(ran.at(-1)).toBe('shop.0004_note');
      expect(listed.map(({ migration: id }) => id)).toEqual(
        ['contenttypes.0002_remove_content_type_name', 'shop.0003_clean'].filter(id => listed.some(one => one.migration === id)),
      );
      expect(listed.map(({ migration: id }) => id)).toContain('shop.0003_clean');
    });
  }
});
