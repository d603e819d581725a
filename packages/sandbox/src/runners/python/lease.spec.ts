import { alembicPay, environment } from '../../testing/alembic-pay.js';
import { djangoShop } from '../../testing/django-shop.js';
import { describeWithFrameworks, specProjectFolder } from '../../testing/real-frameworks.js';
import { openSandbox } from '../../open-sandbox.js';
import { runnerVerbs } from './verbs.js';

describeWithFrameworks('projects on leased databases', ({ newest, oldest, postgres: pgBin }) => {
  const env = { PATH: process.env['PATH'] };

  test('on a server of our own, over its socket and over TCP', async () => {
    const sandbox = await openSandbox('native', { project: specProjectFolder({}), env, pgBin, tcp: true });
    try {
      const lease = await sandbox.lease('verify');
      expect((await runnerVerbs(djangoShop(newest), lease).upgrade('shop')).ran.at(-1)).toBe('shop.0002_sku');
      const byTcp = { 'db/env.py': environment('create_engine(os.environ["PAY_DATABASE_URL"])') };
      const project = alembicPay(oldest, byTcp, { extraEnv: { PAY_DATABASE_URL: '{url}' } });
      expect((await runnerVerbs(project, await sandbox.lease('verify')).upgrade()).ran).toEqual(['a1', 'a2']);
    } finally {
      await sandbox.close();
    }
  });
});
