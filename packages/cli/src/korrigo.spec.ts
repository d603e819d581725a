import { readFileSync } from 'node:fs';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { oneleaf } from './testing/oneleaf.js';
import { attempt, prePush } from './testing/pushing.js';
import { fixIn, readme, shell, story } from './testing/story.js';

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
  expect(await oneleaf(story('korrigo'), ['predict', '--base', 'main'], { now })).toEqual({
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
      const repo = story('korrigo');
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

    test('the printed command mends the portal: one leaf, and the push goes through', async () => {
      const repo = story('korrigo');
      repo.git('checkout', '--quiet', portal);
      repo.commit(portal, { 'README.md': 'The portal\n' });
      repo.checkout();
      const { output } = await prePush(attempt(repo, ['origin', portal]), { now });
      expect(fixIn(output)).toBe('git pull --no-rebase origin main && python backend/manage.py makemigrations --merge students');
      expect(shell(repo, python[version], fixIn(output), 'y\n')).toMatchObject({ status: 0 });
      repo.git('add', '--all');
      repo.git('commit', '--quiet', '--message', 'Join the leaves');

      expect(shell(repo, python[version], check)).toEqual({ status: 0, output: 'No changes detected\n' });
      expect(await prePush(attempt(repo, ['origin', portal]), { now })).toEqual({
        output: `${portal} can land on origin/main (b27cf4c)\n`,
        complaint: '',
        exitCode: 0,
      });
    });

    test('the printed command stops for the suite where git stops: both sides rewrote the model', async () => {
      const repo = story('korrigo');
      repo.git('checkout', '--quiet', suite);
      repo.commit(suite, { 'README.md': 'The suite\n' });
      repo.checkout();
      const { output } = await prePush(attempt(repo, ['origin', suite]), { now });
      const run = shell(repo, python[version], fixIn(output), 'y\n');
      expect(run.status).toBe(1);
      expect(run.output).toContain('CONFLICT (content): Merge conflict in backend/students/models.py');
    });
  });
});
