import { alembicPay, asynchronous, revision } from '../../testing/alembic-pay.js';
import { djangoShop, migration } from '../../testing/django-shop.js';
import { flaskPay } from '../../testing/flask-pay.js';
import { folderContents, describeWithFrameworks, type TestedVersion, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import type { RunnerProject } from './runner-project.js';
import { runnerVerbs } from './verbs.js';

const drifted = { 'pay/models.py': 'from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n' };
const broken = 'migrations.RunSQL("SELECT nothing FROM nowhere")';

// What would have Python write beside the sources is what developers set.
const env = { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '', PYTHONPYCACHEPREFIX: '' };

type Make = (python: string) => RunnerProject;
const projects: readonly (readonly [string, Make])[] = [
  ['Django', python => djangoShop(python, {}, { env })],
  ['Django whose models differ', python => djangoShop(python, { 'shop/models.py': 'from django.db import models\n' }, { env })],
  ['Django that fails', python => djangoShop(python, { 'shop/migrations/0003_broken.py': migration('0002_sku', broken) }, { env })],
  ['Alembic', python => alembicPay(python, {}, { env })],
  ['Alembic whose models differ', python => alembicPay(python, drifted, { env })],
  ['Alembic on asyncpg', python => alembicPay(python, { 'db/env.py': asynchronous }, { env, elsewhere: 'redirect' })],
  [
    'Alembic that fails',
    python => alembicPay(python, { 'db/versions/a3.py': revision({ id: 'a3', parent: 'a2', up: 'undo()', down: '' }) }, { env }),
  ],
  ['Flask-Migrate', python => flaskPay(python, {}, { env, elsewhere: 'redirect' })],
];

describeWithFrameworks('the working tree', outside => {
  const server = specDatabases(outside.postgres);
  const cases = testedVersions.flatMap(version => projects.map(([name, make]): [string, TestedVersion, Make] => [name, version, make]));

  test.each(cases)('of %s is as it was after every verb (%s)', async (_name, version, make) => {
    const project = make(outside[version]);
    const before = folderContents(project.folder);
    const verbs = runnerVerbs(project, await server.database());
    const base = project.framework === 'django' ? 'shop.zero' : 'base';
    for (const verb of ['preflight', 'leaves', 'drift', 'upgrade', 'check', 'applied'] as const) await verbs[verb]().catch(() => undefined);
    await verbs.downgrade(base).catch(() => undefined);
    await runnerVerbs(project, await server.database())
      .stairway()
      .catch(() => undefined);
    expect(folderContents(project.folder)).toEqual(before);
  });
});
