import { readFileSync } from 'node:fs';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import type { GitRepo } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';
import { fixIn, readme, shell, openStory } from '../testing/example-story.js';

const suite = 'ci-suite-tests-parallele-zenflow-9947';
const portal = 'portail-eleve-auth-ine-dob-acces-6a41';
const scale = 'bareme-par-question';
const now = Date.parse('2026-01-22T12:31:00+01:00') / 1000;

const predicted = `Landing on main (b27cf4c)

conflict  origin/ci-suite-tests-parallele-zenflow-9947  1 day ago
  error multiple-leaves  students would have 2 leaves after landing: students.0003_remove_ine_add_date_naissance, students.0006_add_privacy_charter_fields
    backend/students/migrations/0003_remove_ine_add_date_naissance.py   on main
    backend/students/migrations/0006_add_privacy_charter_fields.py      on this branch

conflict  origin/portail-eleve-auth-ine-dob-acces-6a41  1 day ago
  error multiple-leaves  students would have 2 leaves after landing: students.0003_remove_ine_add_date_naissance, students.0004_alter_student_birth_date
    backend/students/migrations/0003_remove_ine_add_date_naissance.py   on main
    backend/students/migrations/0004_alter_student_birth_date.py        on this branch

clean     origin/bareme-par-question  1 hour ago  adds to grading

Between branches
  origin/ci-suite-tests-parallele-zenflow-9947 and origin/portail-eleve-auth-ine-dob-acces-6a41 both add to students: once one lands, the other must be relinked

Landing order with the least rework
  1. origin/bareme-par-question                     nothing to relink
  2. origin/ci-suite-tests-parallele-zenflow-9947   4 to relink: students.0003_student_email_user_required, students.0004_remove_ine_add_fields, students.0005_refactor_student_model, students.0006_add_privacy_charter_fields
  3. origin/portail-eleve-auth-ine-dob-acces-6a41   2 to relink: students.0003_student_birth_date, students.0004_alter_student_birth_date
  6 migrations to relink in all

2 conflicts, 1 clean
`;

test('three leaves are seen before anything lands', async () => {
  expect(await oneleaf(openStory('korrigo'), ['predict', '--base', 'main'], { now })).toEqual({
    output: predicted,
    complaint: '',
    exitCode: 1,
  });
});

test('the README shows what is really printed', () => {
  expect(readFileSync(readme, 'utf8')).toContain(`$ oneleaf predict --base main\n${predicted}\`\`\``);
});

describeWithPython('korrigo with the real Django', python => {
  const check = 'cd backend && python manage.py makemigrations --check --dry-run';

  describe.each(versions)('%s', version => {
    test('each branch is green, and merged they are what Django refuses', () => {
      const repo = openStory('korrigo');
      for (const branch of ['main', `origin/${suite}`, `origin/${portal}`, `origin/${scale}`]) {
        repo.git('checkout', '--quiet', '--detach', branch);
        expect(shell(repo, python[version], check)).toEqual({ status: 0, output: 'No changes detected\n' });
      }
      repo.git('checkout', '--quiet', 'main');
      for (const branch of [suite, portal]) repo.git('merge', '--quiet', '--no-edit', '-X', 'ours', `origin/${branch}`);
      const { status, output } = shell(repo, python[version], check);
      expect(status).toBe(1);
      expect(output).toContain(
        'Conflicting migrations detected; multiple leaf nodes in the migration graph: ' +
          '(0003_remove_ine_add_date_naissance, 0004_alter_student_birth_date, 0006_add_privacy_charter_fields in students).',
      );
    });

    describeWithPostgres('on PostgreSQL', server => {
      /** The project's settings in production. */
      const on = async (): Promise<string> => {
        const url = new URL((await server.database()).replace('postgres@', 'postgres@localhost'));
        const [host, port] = [url.searchParams.get('host') ?? '', url.searchParams.get('port') ?? ''];
        return `export DB_HOST=${host} DB_PORT=${port} DB_NAME=${url.pathname.slice(1)} DB_USER=postgres; cd backend && python manage.py`;
      };

      /** A branch that is checked out, after the command that its push was stopped with. */
      const rebased = async (branch: string): Promise<{ repo: GitRepo; ended: ProgramResult }> => {
        const repo = openStory('korrigo');
        repo.git('checkout', '--quiet', branch);
        repo.commit(branch, { 'README.md': `${branch}\n` });
        repo.checkout();
        const { output } = await runPrePush(attemptPush(repo, ['origin', branch]), { now });
        expect(fixIn(output)).toBe('npx oneleaf rebase students');
        const ended = await oneleaf(repo, ['rebase', 'students', '--commit'], { now });
        repo.git('fetch', '--quiet');
        return { repo, ended };
      };

      test('the portal goes behind main: one leaf, a hint, and the push goes through', async () => {
        const { repo, ended } = await rebased(portal);
        expect(ended.output).toContain(
          'note  0004_student_birth_date adds DateField birth_date to students.student; 0003_remove_ine_add_date_naissance on origin/main ' +
            'has added DateField date_naissance to students.student: are these one thing under two names?\n',
        );
        expect(await runPrePush(attemptPush(repo, ['origin', portal]), { now })).toEqual({
          output: `${portal} can land on origin/main (b27cf4c)\n`,
          complaint: '',
          exitCode: 0,
        });
        repo.git('merge', '--quiet', '--no-edit', 'origin/main');
        const manage = await on();
        expect(shell(repo, python[version], `${manage} migrate`)).toMatchObject({ status: 0 });
        expect(shell(repo, python[version], `${manage} migrate --check`)).toMatchObject({ status: 0 });
        expect(shell(repo, python[version], `${manage} makemigrations --check --dry-run`).output).toBe('No changes detected\n');
        const applied = shell(repo, python[version], `${manage} showmigrations --plan students`).output;
        expect(applied.trimEnd().split('\n').slice(-2)).toEqual([
          '[X]  students.0004_student_birth_date',
          '[X]  students.0005_alter_student_birth_date',
        ]);
      });

      test('the suite goes behind main, and Django fails where the warning said so until somebody has mended it', async () => {
        const { repo, ended } = await rebased(suite);
        expect(ended.exitCode).toBe(1);
        expect(ended.output).toContain(
          'error  0005_remove_ine_add_fields removes students.student.ine, which 0003_remove_ine_add_date_naissance on origin/main has removed already\n',
        );
        repo.git('merge', '--quiet', '--no-edit', '-X', 'theirs', 'origin/main');
        const manage = await on();
        const failed = shell(repo, python[version], `${manage} migrate`);
        expect([failed.status, failed.output]).toEqual([1, expect.stringContaining("KeyError: 'ine'")]);

        const file = 'backend/students/migrations/0005_remove_ine_add_fields.py';
        repo.write({ [file]: repo.git('show', `HEAD:${file}`).replace(/operations = \[[^]*\]/, 'operations = []') });
        expect(shell(repo, python[version], `${manage} migrate`)).toMatchObject({ status: 0 });
        expect(shell(repo, python[version], `${manage} migrate --check`)).toMatchObject({ status: 0 });
        expect(shell(repo, python[version], `${manage} showmigrations --plan students`).output).toMatch(
          /\[X\] {2}students\.0007_add_privacy_charter_fields\n$/,
        );
      });

      test('main does what it promises, and so does the portal behind it', async () => {
        const env = { DB_HOST: 'localhost', DB_NAME: 'viatique' };
        const proving = (repo: GitRepo, word: 'verify' | 'drift') => oneleaf(repo, [word, 'backend', '--python', python[version]], { env });
        const { repo } = await rebased(portal);
        for (const branch of ['main', portal]) {
          repo.git('checkout', '--quiet', branch);
          if (branch === portal) repo.git('merge', '--quiet', '--no-edit', 'origin/main');
          const verified = await proving(repo, 'verify');
          expect([verified.exitCode, verified.output]).toEqual([
            0,
            expect.stringMatching(/ on PostgreSQL [^]*\n {2}fresh install +passed, /),
          ]);
          const { exitCode, output } = await proving(repo, 'drift');
          expect([exitCode, output]).toEqual([0, expect.stringMatching(/\n {2}models and migrations agree\n$/)]);
        }
      });
    });
  });
});
