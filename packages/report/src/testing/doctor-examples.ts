import type { DoctorReport } from '@oneleaf/core';

const versions = [
  { subject: 'oneleaf', condition: 'ok', message: '0.1.0' },
  { subject: 'git', condition: 'ok', message: '2.39.5' },
] as const;

function doctor(...examined: DoctorReport['examined']): DoctorReport {
  return { schema: 1, command: 'doctor', examined: [...examined, ...versions] };
}

export const doctorExamples: Readonly<Record<string, DoctorReport>> = {
  'doctor-guarded': doctor({ subject: 'pre-push', condition: 'ok', message: '.husky/pre-push calls oneleaf' }),
  'doctor-that-mends': {
    ...doctor({ subject: 'ci', condition: 'ok', message: '.github/workflows/ci.yml calls oneleaf' }),
    mended: [
      { path: '.github/workflows/ci.yml', line: 12, text: 'psql -c "DROP DATABASE IF EXISTS test;" -c "CREATE DATABASE test;"' },
      { path: '.github/workflows/ci.yml', line: 30, text: 'dropdb --if-exists test && createdb test' },
    ],
  },
  'doctor-with-nothing-to-mend': { ...doctor(), mended: [] },
  'doctor-of-a-new-worktree': doctor(
    {
      subject: 'pre-push',
      condition: 'fail',
      message: '.husky/_ is not in this working tree, so git runs no hook here',
      fix: { title: 'install here, too', command: 'npm install' },
    },
    { subject: 'main', condition: 'ok', message: 'origin/main is known here as it is now' },
    {
      subject: 'ci',
      condition: 'warn',
      message: '.gitlab-ci.yml: none calls oneleaf; a hook can be left out, and main can move',
      fix: { title: 'run oneleaf check on every pull request: docs/ci.md has the workflow' },
    },
  ),
};
