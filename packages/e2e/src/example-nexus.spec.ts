import { fakeGitHub, githubEnv, type FakeForge } from '@oneleaf/forge/testing';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { scratch, type RepoFiles } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { exampleFiles } from './testing/examples.js';
import { alembicProject } from './testing/project-files.js';
import { cacheHits, workspace, type ProgramOutput, type Workspace } from './testing/workspace.js';

const files = exampleFiles('nexus');
const textOf = (path: string): string => files[path] ?? '';

const workflow = textOf('.github/workflows/schema.yml');
const STUDENT = 'src/models/student.py';
const changed = textOf(STUDENT).replace('    deleted_at = db.Column(db.DateTime)\n', '    notes = db.Column(db.Text)\n');

const GATHERED = 'src/models/__init__.py';
const unimported: RepoFiles = {
  [GATHERED]: textOf(GATHERED).replace('from src.models.formulas import Formula\n', '').replace('    "Formula",\n', ''),
};

describeWithPython('nexus', python => {
  const place = (changed: RepoFiles = {}): Workspace => workspace({ nx: 'none', files: { ...files, ...changed } });
  const ask = (at: Workspace, word: 'verify' | 'drift', version: 'newest' | 'oldest' = 'newest'): Promise<ProgramOutput> =>
    at.bin('oneleaf', [word, '--python', python[version]]);

  /** What the workflow's own lines do, with the project's Python first on the path. */
  const steps = ({ path, env }: Workspace): { readonly status: number | null; readonly summary: string } => {
    const [, block = ''] = /shell: bash\n +run: \|\n((?: {10}.*\n)+)/.exec(workflow) ?? [];
    const more = { PATH: [dirname(python.newest), process.env.PATH].join(delimiter), GITHUB_STEP_SUMMARY: join(scratch(), 'summary.md') };
    const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', block], { cwd: path, env: { ...env, ...more } });
    return { status, summary: readFileSync(more.GITHUB_STEP_SUMMARY, 'utf8') };
  };

  // Only so that a machine without PostgreSQL says what it has left out.
  describeWithPostgres('on PostgreSQL', () => {
    test.each(versions)('the first migration makes what the models ask for, and can be undone: %s', async version => {
      const at = place();
      expect(await ask(at, 'drift', version)).toEqual({
        exitCode: 0,
        output: expect.stringMatching(/^\. {2}flask-migrate on PostgreSQL .*\n {2}models and migrations agree\n$/) as string,
      });
      expect(await ask(at, 'verify', version)).toEqual({
        exitCode: 0,
        output: expect.stringMatching(
          /\n {2}fresh install +passed, 1 migration\n {2}down and up again +passed, 1 migration\n.*passed, 1 migration\n$/,
        ) as string,
      });
      expect(at.git('status', '--short')).toBe('');
    });

    test.each(versions)(
      'a model that differs is reported with what it would cost, and one that nothing imports with its file: %s',
      async version => {
        const { exitCode, output } = await ask(place({ ...unimported, [STUDENT]: changed }), 'drift', version);
        expect(exitCode).toBe(1);
        expect(output).toMatch(/^error model-drift {2}the models ask for DropColumn students\.deleted_at, which would drop data: /m);
        expect(output).toMatch(/^error model-drift {2}the models ask for AddColumn students\.notes: /m);
        expect(output).toMatch(/^error model-drift {2}the models ask for DropTable formulas, which would drop data: /m);
        expect(output).toContain('  src/models/formulas.py   has its model, but nothing imports this file\n');
        expect(output).toContain('\n  3 differences\n');
      },
    );

    test('what the program that was run does not show is read from the sources', async () => {
      const [forgotten, reports] = ['src/main_production.py', 'src/reports.py'];
      const slips = {
        [forgotten]: `${textOf(forgotten)}\nfrom src.database import db\n\ndb.init_app(app)\n`,
        [reports]: 'from src.models.student import Student\n\nTITLE = Student.__name__\n',
        [STUDENT]: `${textOf(STUDENT)}\n\nfrom src.reports import TITLE\n`,
      };
      const { exitCode, output } = await ask(place(slips), 'drift');
      expect(exitCode).toBe(0);
      expect(output).toContain(`
warning circular-import  src/models/student.py imports TITLE from src/reports.py, which has not defined it yet if it is imported first
  src/models/student.py   line 16: imports it
  src/reports.py          line 1: runs this import first
fix: put what both need into a module of its own, or import it in the function that needs it
`);
      expect(output).toContain(`
warning repeated-init-app  db.init_app is called twice for one application
  src/main_production.py   line 8: the second call
  src/database.py          line 14: the first
fix: keep the call where the application is created, and remove the other one
`);
    });

    test('models that import each other keep the application from starting, and that is said', async () => {
      const user = 'src/models/user.py';
      const circle = {
        [user]: `from src.models.student import Student\n${textOf(user)}`,
        [STUDENT]: `from src.models.user import User\n${textOf(STUDENT)}`,
      };
      const { exitCode, output } = await ask(place(circle), 'drift');
      expect(exitCode).toBe(3);
      expect(output).toContain(
        'modules import each other: Student is imported from src.models.student before src.models.student defines it\n',
      );
      expect(output).toMatch(/ImportError: .* \(src\/models\/user\.py:1\)\n/);
    });

    test('the workflow fails on what either finds, and keeps what both say', () => {
      expect(steps(place())).toEqual({
        status: 0,
        summary: expect.stringMatching(
          /^## ✅ [^]*\*\*drift\*\* of the top: models and migrations agree\n[^]*\*\*verify\*\* of the top: every /,
        ) as string,
      });
      const at = place({ [STUDENT]: changed });
      expect(steps(at)).toEqual({ status: 1, summary: expect.stringMatching(/^## ❌ [^]*`DropColumn` `students\.deleted_at`/) as string });
      expect(at.git('status', '--short')).toBe('');
    });
  });
});

describeWithPython('nexus among other projects of an Nx workspace', ({ newest }) => {
  let fake: FakeForge;
  beforeAll(async () => {
    fake = await fakeGitHub();
  });
  afterAll(() => fake.close());

  const below = (folder: string, of: RepoFiles): RepoFiles =>
    Object.fromEntries(Object.entries(of).map(([path, text]) => [`${folder}/${path}`, text]));
  const configured = (folder: string): string => textOf('oneleaf.json').replace('"folder": "."', `"folder": "${folder}"`);
  const active = { VIRTUAL_ENV: dirname(dirname(newest)) };
  const TARGETS = ['migrations:check', 'migrations:drift', 'migrations:verify'];
  const affected = (at: Workspace): Promise<ProgramOutput> =>
    at.bin('nx', ['affected', '-t', ...TARGETS, '--base=main', '--outputStyle=static'], active);
  /** What the job with the token does: it has the reports, and no repository. */
  const comment = (at: Workspace): Promise<ProgramOutput> => {
    const elsewhere = scratch();
    if (existsSync(join(at.path, '.oneleaf'))) cpSync(join(at.path, '.oneleaf'), join(elsewhere, 'reports'), { recursive: true });
    return at.bin('oneleaf', ['comment', join(elsewhere, 'reports')], githubEnv(fake));
  };
  const reports = (at: Workspace): readonly string[] =>
    readdirSync(at.path, { recursive: true, encoding: 'utf8' })
      .filter(path => /^\.oneleaf\/.*\.json$/.test(path))
      .sort();

  describeWithPostgres('on PostgreSQL', () => {
    test('only what a branch affects is run, reported in one comment, and edited after the fix', async () => {
      const at = workspace({
        nx: '23.2.1',
        files: { ...below('apps/nexus', files), ...alembicProject('apps/bank'), 'oneleaf.json': configured('apps/nexus') },
      });
      const student = `apps/nexus/${STUDENT}`;
      at.git('checkout', '--quiet', '-b', 'feat');
      expect(await comment(at)).toEqual({ exitCode: 0, output: 'no report, and no comment on acme/shop#12 to change\n' });

      at.commit({ [student]: changed });
      const reported = await affected(at);
      expect([reported.exitCode, reported.output]).toEqual([1, expect.stringContaining('DropColumn students.deleted_at')]);
      const all = ['check', 'drift', 'verify'].map(word => `.oneleaf/apps/nexus/migrations-${word}/report.json`);
      expect([reports(at), at.git('status', '--short')]).toEqual([all, '']);
      expect(await comment(at)).toMatchObject({ exitCode: 0, output: expect.stringContaining('commented on acme/shop#12: ') as string });
      expect(fake.remarks.map(({ body }) => body)).toEqual([
        expect.stringMatching(
          /^<!-- oneleaf:reports -->\n## ❌ Migrations: 3 reports, 1 with errors, 2 without harm\n[^]*`DropColumn` `students\.deleted_at`, which would drop data/,
        ),
      ]);

      at.commit({ [student]: `${textOf(STUDENT)}\n` });
      expect((await affected(at)).exitCode).toBe(0);
      expect((await comment(at)).output).toContain('edited the comment on acme/shop#12: ');
      expect(fake.remarks.map(({ body }) => body)).toEqual([
        expect.stringMatching(/^<!-- oneleaf:reports -->\n## ✅ Migrations: 3 reports, 3 without harm\n/),
      ]);

      rmSync(join(at.path, '.oneleaf'), { recursive: true });
      const again = await affected(at);
      expect([again.exitCode, cacheHits(again), reports(at), at.git('status', '--short')]).toEqual([0, 3, all, '']);
      expect(await comment(at)).toEqual({ exitCode: 0, output: 'the comment on acme/shop#12 says so already\n' });
    });

    test('at the top of the workspace reports are no input of what wrote them', async () => {
      const at = workspace({ nx: '23.2.1', files: { ...files, '.gitignore': `${textOf('.gitignore')}.nx\n` } });
      const run = (): Promise<ProgramOutput> => at.bin('nx', ['run-many', '-t', ...TARGETS, '--outputStyle=static'], active);
      const first = await run();
      expect([first.exitCode === 0 ? '' : first.output, cacheHits(await run()), at.git('status', '--short')]).toEqual(['', 3, '']);
    });
  });
});

test('the workflow is the one that the page on continuous integration shows', () => {
  const page = readFileSync(join(__dirname, '../../../docs/ci.md'), 'utf8');
  expect(page).toContain(`\`\`\`yaml\n${workflow}\`\`\``);
});
