import { describeWithPython } from '@oneleaf/frameworks/testing';
import { scratch } from '@oneleaf/git/testing';
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { exampleFiles } from './testing/examples.js';
import { workspace, type Workspace } from './testing/workspace.js';

const LAST = '004_users_rbac';
const SEEDED = ['procurement_categories', 'purchase_categories', 'procurement_thresholds', 'roles', 'users'];
const BEFORE = '003_add_procurement_extensions';

describeWithPython('dms', ({ newest }) => {
  const shell = (place: Workspace, file: string, command: string) => {
    const PATH = [join(place.path, 'node_modules/.bin'), dirname(newest), process.env.PATH].join(delimiter);
    const env = { ...place.env, PATH, PYTHONDONTWRITEBYTECODE: '1', DATABASE_URL: `sqlite:///${file}` };
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', command], { cwd: place.path, env, encoding: 'utf8' });
    return { exitCode: status, output: `${stdout}${stderr}` };
  };
  const sql = (file: string, script: string) =>
    spawnSync(newest, ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])', file, script]);
  const count = (file: string, table: string) =>
    spawnSync(
      newest,
      ['-c', `import sqlite3; print(*sqlite3.connect(${JSON.stringify(file)}).execute('select count(*) from ${table}').fetchone())`],
      {
        encoding: 'utf8',
      },
    ).stdout.trim();

  /** What `oneleaf status` prints of a database that was treated so, and what becomes of it when the printed command is run. */
  const statusOf = async (place: Workspace, file: string) => {
    const { exitCode, output } = await place.bin('oneleaf', ['status', '--database', `sqlite:///${file}`]);
    return { exitCode, output, fix: /^fix: (.*)$/m.exec(output)?.[1] ?? '' };
  };

  const states = {
    behind: { command: `alembic upgrade ${BEFORE}`, script: '', kind: 'behind', fix: 'alembic upgrade heads' },
    'never migrated': { command: 'true', script: 'SELECT 1', kind: 'unmigrated', fix: 'alembic upgrade heads' },
    'its record is gone': {
      command: 'alembic upgrade head',
      script: 'DROP TABLE alembic_version',
      kind: 'unrecorded',
      fix: 'alembic stamp heads',
    },
    'a revision of nobody': {
      command: 'alembic upgrade head',
      script: "UPDATE alembic_version SET version_num = '005_gone'",
      kind: 'unknown',
      fix: `alembic stamp --purge ${LAST}`,
    },
    'a wrong name': {
      command: 'alembic upgrade head',
      script: "UPDATE alembic_version SET version_num = '004_users'",
      kind: 'misnamed',
      fix: `alembic stamp --purge ${LAST}`,
    },
  };

  test.each(Object.entries(states))('%s: the printed command leads back to the chain', async (_name, { command, script, kind, fix }) => {
    const place = workspace({ nx: 'none', files: exampleFiles('dms') });
    const file = join(scratch(), 'dms.db');
    expect(shell(place, file, command).exitCode).toBe(0);
    sql(file, script);
    const before = await statusOf(place, file);
    expect([before.exitCode, before.output, before.fix]).toEqual([1, expect.stringMatching(`^${kind}  alembic/versions  `), fix]);
    expect(shell(place, file, before.fix).exitCode).toBe(0);
    const output = `current  alembic/versions  ${LAST}\n\n${file} is up to date with the working tree\n`;
    expect(await statusOf(place, file)).toEqual({ exitCode: 0, output, fix: '' });
    expect(shell(place, file, 'alembic current').output).toContain(`${LAST} (head)`);
    expect(SEEDED.map(table => count(file, table)).join(' ')).toBe('6 9 3 3 1');
  });

  test('ahead: what another branch has is taken back', async () => {
    const place = workspace({ nx: 'none', files: exampleFiles('dms') });
    const file = join(scratch(), 'dms.db');
    place.git('switch', '--quiet', '--create', 'feat/notes');
    expect(shell(place, file, 'alembic revision -m notes --rev-id 005_notes && alembic upgrade head').exitCode).toBe(0);
    place.commit({});
    place.git('switch', '--quiet', 'main');
    const { exitCode, output, fix } = await statusOf(place, file);
    expect([exitCode, output]).toEqual([1, expect.stringContaining('; the file is on feat/notes, not here')]);
    expect(fix).toBe(`npx oneleaf restore 005_notes && alembic downgrade ${LAST} && rm alembic/versions/005_notes_notes.py`);
    expect(shell(place, file, fix).exitCode).toBe(0);
    expect((await statusOf(place, file)).exitCode).toBe(0);
    expect(place.git('status', '--short')).toBe('');
  });

  test('down and up again, and each revision by itself, on a throw-away database', async () => {
    const place = workspace({ nx: 'none', files: exampleFiles('dms') });
    const { exitCode, output } = await place.bin('oneleaf', ['verify', '--provider', 'sqlite', '--python', newest]);
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/each one up, down, up +passed, 3 migrations/)]);
    expect(output).toMatch(/down and up again +passed, 3 migrations/);
    expect(place.git('status', '--short')).toBe('');
  });
});

describe('the rules of dms', () => {
  const OLD = { '002_add_couche_a': 1, '003_add_procurement_extensions': 2, '004_users_rbac': 4 };

  test('what is older than the rules is accepted; without the baseline the credential is found, and never shown', async () => {
    const place = workspace({ nx: 'none', files: exampleFiles('dms') });
    const accepted = '1 history, 3 migrations, no finding\n7 findings accepted by oneleaf-baseline.json\n';
    expect(await place.bin('oneleaf', ['check'])).toEqual({ exitCode: 0, output: accepted });
    expect(exampleFiles('dms')['README.md']).toContain(accepted);
    place.git('rm', '--quiet', 'oneleaf-baseline.json');
    const { exitCode, output } = await place.bin('oneleaf', ['check']);
    const found = Object.keys(OLD).map(name => [...output.matchAll(new RegExp(`^error \\S+  ${name} `, 'gm'))].length);
    expect([exitCode, found]).toEqual([1, Object.values(OLD)]);
    expect(output).toContain('error credential-in-seed  004_users_rbac gives a credential as a literal');
    expect(output).toContain('  alembic/versions/004_users_rbac.py   line 42: hashed_password\n');
    expect(output).not.toContain('not-a-hash-change-me');
    expect((await place.bin('oneleaf', ['check', '--write-baseline'])).exitCode).toBe(0);
    place.git('add', 'oneleaf-baseline.json');
    expect(place.git('status', '--short')).toBe('');
  });

  test('a new migration is held to every one of them, with file and line', async () => {
    const place = workspace({ nx: 'none', files: exampleFiles('dms') });
    place.repo.write({ 'alembic/versions/005_notes.py': NOTES });
    const { exitCode, output } = await place.bin('oneleaf', ['check']);
    const statusOf = [...output.matchAll(/^error (\S+) {2}005_notes .*\n(?: {2}alembic\/versions\/005_notes\.py .*\n)+/gm)].map(
      ([block, rule]) => [rule, ...[...block.matchAll(/line (\d+)/g)].map(([, line]) => Number(line))],
    );
    expect([exitCode, statusOf]).toEqual([
      1,
      [
        ['create-all', 11],
        ['credential-in-seed', 14],
        ['key-without-on-delete', 12],
        ['missing-downgrade', 17],
        ['mixed-migration', 14, 12],
        ['unannounced-break', 13],
        ['unguarded-ddl', 12, 13],
      ],
    ]);
    expect(output).toContain('\n9 errors in alembic/versions\n7 findings accepted by oneleaf-baseline.json\n');
    expect(output).not.toContain('letmein');
  });
});

const NOTES = `"""Notes"""
import sqlalchemy as sa
from alembic import op
from app.models import Base

revision = "005_notes"
down_revision = "004_users_rbac"


def upgrade():
    Base.metadata.create_all(bind=op.get_bind())
    op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("case_id", sa.ForeignKey("cases.id")))
    op.drop_column("lots", "category_id")
    op.execute("INSERT INTO users (username, hashed_password, role_id) VALUES ('audit', 'letmein', 3)")


def downgrade():
    pass
`;

describe('the README of dms', () => {
  const README = 'alembic/README.md';

  test('is true, and after another revision made true again', async () => {
    const place = workspace({ nx: 'none', files: exampleFiles('dms') });
    const check = () => place.bin('oneleaf', ['describe', '--check', README]);
    expect(await check()).toMatchObject({ exitCode: 0, output: '1 description, all true\n' });
    place.repo.write({
      'alembic/versions/005_notes.py':
        "from alembic import op\n\nrevision = '005_notes'\ndown_revision = '004_users_rbac'\n\n\ndef upgrade():\n    op.execute(\"INSERT INTO roles (name) VALUES ('guest')\")\n\n\ndef downgrade():\n    op.execute(\"DELETE FROM roles WHERE name = 'guest'\")\n",
    });
    expect(await check()).toMatchObject({ exitCode: 1, output: expect.stringContaining(`${README} does not tell 005_notes\n`) as string });
    expect(await place.bin('oneleaf', ['check'])).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('stale-description') as string,
    });
    expect((await place.bin('oneleaf', ['sync'])).exitCode).toBe(0);
    expect(place.git('diff')).toContain('\n+- **`005_notes`**, on `004_users_rbac`\n+  - 1 row into `roles`\n');
    expect([(await check()).exitCode, (await place.bin('oneleaf', ['check'])).exitCode]).toEqual([0, 0]);
  });
});
