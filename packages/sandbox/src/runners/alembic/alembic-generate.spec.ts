import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { alembicPay, environment, fromIni, ini as configuration, models, revision, template } from '../../testing/alembic-pay.js';
import { application, flaskPay } from '../../testing/flask-pay.js';
import { describeWithFrameworks, testedVersions } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import type { GeneratedMigrations, GenerationRequest } from '../python/generated-migrations.js';
import type { RunnerProject } from '../python/runner-project.js';
import { runnerVerbs } from '../python/verbs.js';

const unique = '    __table_args__ = (sa.UniqueConstraint("email", name="uq_users_email"),)\n';
const log = `

class EmailLog(Base):
    __tablename__ = "email_logs"
    id = sa.Column(sa.Integer, primary_key=True)
    user_id = sa.Column(sa.ForeignKey("users.id"), nullable=False, index=True)
`;
const recyclic = models.replace(unique, '') + log;

describeWithFrameworks('a revision that is generated', outside => {
  const server = specDatabases(outside.postgres);

  const generate = async (project: RunnerProject, wanted: Partial<GenerationRequest> = {}): Promise<GeneratedMigrations> => {
    const before = readdirSync(project.folder, { recursive: true });
    const requested = { name: 'Add email logs', allow: [], head: 'a2', id: 'c0ffee123456', ...wanted };
    const found = await runnerVerbs(project, await server.database()).generate(requested);
    expect(readdirSync(project.folder, { recursive: true })).toEqual(before);
    expect(found.failure).toBeUndefined();
    return found;
  };
  const brief = ({ kept, held, files }: GeneratedMigrations): object => ({
    kept: kept.map(({ kind, subject }) => `${kind} ${subject}`),
    held: held.map(({ kind, subject, allow }) => `${kind} ${subject}: ${allow.join(' ')}`),
    files: files.map(({ migration }) => migration),
  });
  const pay = (python: string, text: string, more: Readonly<Record<string, string>> = {}): RunnerProject =>
    alembicPay(python, { 'pay/models.py': text, 'db/script.py.mako': template, ...more });

  describe.each(testedVersions)('%s', version => {
    const python = outside[version];

    test('what is new is written, and a constraint that would go is held back', async () => {
      const project = pay(python, recyclic);
      const found = await generate(project);
      expect(brief(found)).toEqual({
        kept: ['CreateTable email_logs', 'CreateIndex email_logs.ix_email_logs_user_id'],
        held: ['DropConstraint users.uq_users_email: drop_constraint:users.uq_users_email'],
        files: ['c0ffee123456'],
      });
      const [file] = found.files;
      expect(file).toMatchObject({ path: join(project.folder, 'db/versions/c0ffee123456_add_email_logs.py'), parents: ['a2'], label: '' });
      expect(file?.text).toContain("op.create_table('email_logs'");
      expect(file?.text).toContain("down_revision = 'a2'");
      expect(file?.text).not.toContain('uq_users_email');
    });

    test.each(['drop_constraint:users.uq_users_email', 'drop_constraint:users.*'])('%s lets it go', async allowed => {
      const [kind = '', pattern = ''] = allowed.split(':');
      const found = await generate(pay(python, recyclic), {
        allow: [
          [kind, pattern],
          ['drop_column', 'users.*'],
        ],
      });
      expect(found.held).toEqual([]);
      expect(found.idle).toEqual(['drop_column:users.*']);
      const [up, down] = found.files[0]?.text.split('def downgrade') ?? [];
      expect(up).toContain('op.drop_constraint');
      expect(down).toContain('op.create_unique_constraint');
    });

    test('what destroys or fails on rows is held back, each by its own word', async () => {
      const text = recyclic
        .replace('sa.String(80), nullable=False', 'sa.String(40), nullable=False')
        .replace(
          'total = sa.Column(sa.Integer)',
          'total = sa.Column(sa.Integer, nullable=False)\n    paid = sa.Column(sa.Boolean, nullable=False)',
        );
      const compared = environment(fromIni).replace('target_metadata=Base.metadata', 'target_metadata=Base.metadata, compare_type=True');
      const { held } = await generate(pay(python, text, { 'db/env.py': compared }));
      expect(held.flatMap(({ allow }) => allow)).toEqual(
        expect.arrayContaining([
          'alter_type:users.email',
          'drop_constraint:users.uq_users_email',
          'not_null:invoices.paid',
          'not_null:invoices.total',
        ]),
      );
    });

    test('what goes with a table or a column is decided with it, and what is changed is held back whole', async () => {
      const text = models
        .replace('    total = sa.Column(sa.Integer)\n', '')
        .replace(
          'class Invoice',
          `class Note(Base):\n    __tablename__ = "notes"\n    id = sa.Column(sa.Integer, primary_key=True)\n\n\nclass Invoice`,
        )
        .replace('sa.UniqueConstraint("email"', 'sa.Index("ix_changed", "id"), sa.UniqueConstraint("email"');
      const up = `op.create_index("ix_invoices_total", "invoices", ["total"])
    op.create_index("ix_changed", "users", ["email"])
    op.create_table("old", sa.Column("id", sa.Integer), sa.Column("name", sa.Text))
    op.create_index("ix_old_name", "old", ["name"])`;
      const more = { 'db/versions/a3.py': revision({ id: 'a3', parent: 'a2', up, down: 'pass' }) };
      expect(brief(await generate(pay(python, text, more), { head: 'a3', allow: [['drop_column', 'invoices.total']] }))).toEqual({
        kept: expect.arrayContaining(['CreateTable notes', 'DropIndex invoices.ix_invoices_total', 'DropColumn invoices.total']) as unknown,
        held: expect.arrayContaining([
          'DropIndex old.ix_old_name: drop_table:old',
          'DropTable old: drop_table:old',
          'DropIndex users.ix_changed: drop_index:users.ix_changed',
          'CreateIndex users.ix_changed: drop_index:users.ix_changed',
        ]) as unknown,
        files: ['c0ffee123456'],
      });
    });

    test('nothing is missing', async () => {
      expect(await generate(pay(python, models))).toMatchObject({ files: [], kept: [], held: [], emptied: false });
    });

    test("the project's own hooks, template of names and id are honoured, its post_write_hooks named", async () => {
      const hook = `
def directives(context, revision, found):
    found[0].rev_id = "a9"


run()
`;
      const env = environment(fromIni)
        .replace('\nrun()\n', hook)
        .replace('target_metadata=', 'process_revision_directives=directives, target_metadata=');
      const ini = configuration.replace('script_location', 'file_template = %%(rev)s-%%(slug)s\nscript_location');
      const hooks = '\n[post_write_hooks]\nhooks = black\nblack.type = console_scripts\nblack.entrypoint = black\n';
      const project = pay(python, recyclic, { 'db/env.py': env, 'alembic.ini': ini + hooks });
      const found = await generate(project);
      expect(found.files).toMatchObject([{ migration: 'a9', path: join(project.folder, 'db/versions/a9-add_email_logs.py') }]);
      expect(found.hooks).toEqual(['black']);
    });

    test('a hook that leaves nothing is reported', async () => {
      const env = environment(fromIni)
        .replace('\nrun()\n', '\ndef directives(context, revision, found):\n    found[:] = []\n\n\nrun()\n')
        .replace('target_metadata=', 'process_revision_directives=directives, target_metadata=');
      expect(await generate(pay(python, recyclic, { 'db/env.py': env }))).toMatchObject({ files: [], held: [], emptied: true });
    });

    test('Flask-Migrate', async () => {
      const file = { 'migrations/script.py.mako': template };
      const flask = (more: Readonly<Record<string, string>>): RunnerProject =>
        flaskPay(python, { ...file, ...more }, { elsewhere: 'redirect' });
      expect(await generate(flask({}), { head: 'f1' })).toMatchObject({ files: [], emptied: false });
      const log = application.replace(
        '\n\ndef create_app',
        '\n\nclass Log(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n\n\ndef create_app',
      );
      expect(brief(await generate(flask({ 'pay.py': log }), { head: 'f1' }))).toEqual({
        kept: ['CreateTable log'],
        held: [],
        files: ['c0ffee123456'],
      });
    });
  });
});
