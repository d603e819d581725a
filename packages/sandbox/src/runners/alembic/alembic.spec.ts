import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alembicPay, asynchronous } from '../../testing/alembic-pay.js';
import { flaskPay } from '../../testing/flask-pay.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { runnerVerbs } from '../python/verbs.js';

describeWithFrameworks('an Alembic environment on a throw-away database', outside => {
  const server = specDatabases(outside.postgres);

  test.each(testedVersions)('is upgraded, checked, downgraded and walked step by step (%s)', async version => {
    const project = alembicPay(outside[version]);
    const before = readdirSync(project.folder, { recursive: true });
    const verbs = runnerVerbs(project, await server.database());
    expect(await verbs.preflight()).toEqual({ engines: {}, warnings: [] });
    expect((await verbs.check()).pending).toEqual(['a1', 'a2']);
    expect(await verbs.upgrade()).toEqual({ ran: ['a1', 'a2'], warnings: [] });
    expect((await verbs.check()).pending).toEqual([]);
    expect((await verbs.drift()).differences).toEqual([]);
    expect((await verbs.downgrade('a1')).ran).toEqual(['a2']);
    expect(await verbs.applied()).toEqual({ applied: ['a1'], unknown: [], warnings: [] });
    expect((await verbs.leaves()).leaves).toEqual(['a2']);
    expect(await runnerVerbs(project, await server.database()).stairway()).toEqual({
      ran: ['a1', 'a2'],
      irreversible: [],
      left: [],
      warnings: [],
    });
    expect(readdirSync(project.folder, { recursive: true })).toEqual(before);
  });

  test.each(testedVersions)('runs on asyncpg, redirected (%s)', async version => {
    const project = alembicPay(outside[version], { 'db/env.py': asynchronous }, { elsewhere: 'redirect' });
    expect((await runnerVerbs(project, await server.database()).stairway()).ran).toEqual(['a1', 'a2']);
  });

  test.each(testedVersions)('runs behind Flask-Migrate, redirected (%s)', async version => {
    const project = flaskPay(outside[version], {}, { elsewhere: 'redirect' });
    const verbs = runnerVerbs(project, await server.database());
    expect(await verbs.drift()).toEqual({ differences: [], warnings: [] });
    expect((await verbs.downgrade('base')).ran).toEqual(['f1']);
    expect((await verbs.stairway()).ran).toEqual(['f1']);
  });

  test('is found through pyproject.toml alone, and by the name of a section', async () => {
    const pyproject = '[tool.alembic]\nscript_location = "%(here)s/db"\n';
    const bare = alembicPay(outside.newest, { 'pyproject.toml': pyproject, 'alembic.ini': '' }, { ini: undefined });
    expect((await runnerVerbs(bare, await server.database()).upgrade('a1')).ran).toEqual(['a1']);
    const sections = '[alembic]\nscript_location = nowhere\n[billing]\nscript_location = %(here)s/../db\n';
    const named = alembicPay(outside.oldest, { 'etc/billing.ini': sections }, { ini: 'etc/billing.ini', section: 'billing' });
    expect((await runnerVerbs(named, await server.database()).upgrade()).ran).toEqual(['a1', 'a2']);
  });

  test('a folder called alembic, with an __init__.py, does not hide the real one', async () => {
    const project = alembicPay(outside.oldest, { 'alembic/__init__.py': 'raise ImportError("not me")' });
    expect((await runnerVerbs(project, await server.database()).check()).pending).toEqual(['a1', 'a2']);
  });

  test('a revision that no file has is distinguished', async () => {
    const project = alembicPay(outside.newest);
    const database = await server.database();
    const verbs = runnerVerbs(project, database);
    await verbs.upgrade();
    rmSync(join(project.folder, 'db/versions/a2_invoices.py'));
    expect(await verbs.applied()).toEqual({ applied: [], unknown: ['a2'], warnings: [] });
  });
});
