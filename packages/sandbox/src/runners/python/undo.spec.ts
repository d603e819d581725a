import { alembicPay, revision } from '../../testing/alembic-pay.js';
import { djangoShop, migration } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from './verbs.js';

describeWithFrameworks('all migrations undone', outside => {
  const server = specDatabases(outside.postgres);

  describe.each(testedVersions)('%s', version => {
    test('Alembic: down to nothing', async () => {
      const verbs = runnerVerbs(alembicPay(outside[version]), await server.database());
      await verbs.upgrade();
      expect(await verbs.undo()).toEqual({ ran: ['a2', 'a1'], irreversible: [], warnings: [] });
      expect((await verbs.applied()).applied).toEqual([]);
    });

    test('Alembic: down to the first that refuses, which stays', async () => {
      const files = {
        'db/versions/a3.py': revision({ id: 'a3', parent: 'a2', up: 'pass', down: 'raise NotImplementedError("mails are gone")' }),
        'db/versions/a4.py': revision({ id: 'a4', parent: 'a3', up: 'pass', down: 'pass' }),
      };
      const verbs = runnerVerbs(alembicPay(outside[version], files), await server.database());
      await verbs.upgrade();
      expect(await verbs.undo()).toEqual({
        ran: ['a4'],
        irreversible: [{ migration: 'a3', reason: 'mails are gone' }],
        warnings: [],
      });
      expect((await verbs.applied()).applied).toEqual(['a1', 'a2', 'a3']);
      expect((await verbs.upgrade()).ran).toEqual(['a4']);
    });

    test('Alembic: one that fails is named', async () => {
      const wrong = revision({ id: 'a3', parent: 'a2', up: 'pass', down: 'op.drop_table("nothing")' });
      const verbs = runnerVerbs(alembicPay(outside[version], { 'db/versions/a3.py': wrong }), await server.database());
      await verbs.upgrade();
      expect((await verbs.undo()).failure).toMatchObject({ migration: 'a3', step: 'down', error: { type: 'UndefinedTable' } });
    });

    test('Django: down to nothing, and up again', async () => {
      const verbs = runnerVerbs(djangoShop(outside[version]), await server.database());
      const { ran } = await verbs.upgrade();
      const down = await verbs.undo();
      expect([[...down.ran].sort(), down.irreversible]).toEqual([[...ran].sort(), []]);
      expect((await verbs.applied()).applied).toEqual([]);
      expect((await verbs.upgrade()).ran).toEqual(ran);
    });

    test('Django: down to the first that cannot be undone', async () => {
      const files = {
        'shop/migrations/0003_clean.py': migration('0002_sku', 'migrations.RunPython(lambda apps, editor: None)'),
        'shop/migrations/0004_note.py': migration('0003_clean', 'migrations.AddField("item", "note", models.TextField(default=""))'),
      };
      const verbs = runnerVerbs(djangoShop(outside[version], files), await server.database());
      await verbs.upgrade();
      const down = await verbs.undo();
      expect(down.irreversible).toEqual([{ migration: 'shop.0003_clean', reason: expect.stringContaining('is not reversible') as string }]);
      expect([down.ran.includes('shop.0004_note'), down.ran.includes('shop.0002_sku')]).toEqual([true, false]);
    });
  });
});
