import { writeFileSync } from 'node:fs';
import { alembicPay, models, template } from '../../testing/alembic-pay.js';
import { djangoShop } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import type { GeneratedFile } from './generated-migrations.js';
import type { RunnerProject } from './runner-project.js';
import { proveGenerated, type GeneratedProof } from './prove-generated.js';
import { runnerVerbs } from './verbs.js';

const changed = models
  .replace('    __table_args__ = (sa.UniqueConstraint("email", name="uq_users_email"),)\n', '')
  .replace('    total = sa.Column(sa.Integer)\n', '    total = sa.Column(sa.Integer)\n    note = sa.Column(sa.Text)\n');

const items = `from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=40)
    note = models.TextField(default="")
`;

describeWithFrameworks('the proof of a generated migration', outside => {
  const server = specDatabases(outside.postgres);

  const prove = async (project: RunnerProject, spoilt = (text: string): string => text): Promise<GeneratedProof> => {
    const { files } = await runnerVerbs(project, await server.database()).generate({
      name: 'note',
      allow: [],
      id: 'c0ffee',
    });
    expect(files).toHaveLength(1);
    const written: readonly GeneratedFile[] = files.map(file => ({ ...file, text: spoilt(file.text) }));
    for (const { path, text } of written) writeFileSync(path, text);
    return proveGenerated(project, await server.database(), written);
  };
  const pay = (python: string): RunnerProject => alembicPay(python, { 'pay/models.py': changed, 'db/script.py.mako': template });

  describe.each(testedVersions)('%s', version => {
    test('Alembic: only what was held back is left', async () => {
      const { failure, remaining } = await prove(pay(outside[version]));
      expect(failure).toBeUndefined();
      expect(remaining).toMatchObject([{ kind: 'DropConstraint', subject: 'users.uq_users_email' }]);
    });

    test('Django: only what was held back is left', async () => {
      const { failure, remaining } = await prove(djangoShop(outside[version], { 'shop/models.py': items }));
      expect(failure).toBeUndefined();
      expect(remaining).toMatchObject([{ kind: 'RemoveField', subject: 'shop.item.sku' }]);
    });
  });

  test.each([
    ['up', (text: string) => text.replace("op.add_column('invoices'", "op.add_column('nothing'"), 'UndefinedTable'],
    ['down', (text: string) => text.replace("op.drop_column('invoices'", "op.drop_column('nothing'"), 'UndefinedTable'],
    ['up again', (text: string) => text.replace("op.drop_column('invoices', 'note')", 'pass'), 'DuplicateColumn'],
  ])('a failure on the way %s, in the words of the database', async (step, spoilt, type) => {
    const { failure } = await prove(pay(outside.newest), spoilt);
    expect(failure).toMatchObject({ migration: 'c0ffee', step, error: { type } });
  });
});
