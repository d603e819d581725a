import { readdirSync } from 'node:fs';
import { djangoShop, shop } from '../../testing/django-shop.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from '../python/verbs.js';

describeWithFrameworks('a Django project on a throw-away database', outside => {
  const server = specDatabases(outside.postgres);

  test.each(testedVersions)('is upgraded, checked, downgraded and walked step by step (%s)', async version => {
    const project = djangoShop(outside[version]);
    const verbs = runnerVerbs(project, await server.database());
    expect(await verbs.preflight()).toEqual({ engines: { default: 'postgresql' }, warnings: [] });
    expect((await verbs.check()).pending).toContain('shop.0002_sku');
    const { ran, failure } = await verbs.upgrade();
    expect(failure).toBeUndefined();
    expect(ran.filter(id => id.startsWith('shop'))).toEqual(['shop.0001_initial', 'shop.0002_sku']);
    expect((await verbs.check()).pending).toEqual([]);
    expect((await verbs.drift()).differences).toEqual([]);
    expect((await verbs.downgrade('shop.zero')).ran).toEqual(['shop.0002_sku', 'shop.0001_initial']);
    expect((await verbs.applied()).applied).not.toContain('shop.0001_initial');
    expect((await verbs.leaves()).leaves).toContain('shop.0002_sku');
    expect((await runnerVerbs(project, await server.database()).stairway()).ran).toEqual(ran);
    expect(readdirSync(project.folder, { recursive: true }).sort()).toEqual(
      [...new Set([...Object.keys(shop), 'core', 'shop', 'shop/migrations'])].sort(),
    );
  });
});
