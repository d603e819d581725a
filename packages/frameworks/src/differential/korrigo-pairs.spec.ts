import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareFootprints, type Footprint } from '@oneleaf/core';
import { django } from '../index.js';
import { labelledHistory } from '../testing/operation-lines.js';
import { orderOutcome, PairOracle } from '../testing/pair-oracle.js';
import { describeWithPython, versions } from '../testing/python.js';

const example = join(__dirname, '../../../../examples/korrigo');
const folder = 'backend/students/migrations';
const suite = 'ci-suite-tests-parallele-zenflow-9947';
const portal = 'portail-eleve-auth-ine-dob-acces-6a41';

/** The students' migrations of the example, or those that a branch of it adds, in their order. */
function migrations(branch?: string): readonly (readonly [name: string, text: string])[] {
  const place = join(example, branch === undefined ? '' : `branches/${branch}`, folder);
  const names = readdirSync(place).filter(name => /^\d/.test(name));
  return names.sort().map(name => [name.replace('.py', ''), readFileSync(join(place, name), 'utf8')]);
}

function footprints(branch: string): readonly Footprint[] {
  return migrations(branch).map(([name, text]) => ({
    migration: { id: `students.${name}`, history: 'students', path: `${folder}/${name}.py`, literal: name },
    scope: '',
    operations: django.read.operations(Buffer.from(text), labelledHistory('students')),
  }));
}

function said(branch: string): readonly string[] {
  const { verdict, concerns } = compareFootprints(footprints(branch), footprints('main'), 'main');
  return [verdict, ...concerns.map(({ severity, message }) => `${severity}: ${message}`)];
}

const landed = '0003_remove_ine_add_date_naissance on main';

test('the suite removes ine again, and adds what main has', () => {
  expect(said(suite)).toEqual([
    'contradiction',
    `error: 0004_remove_ine_add_fields removes students.student.ine, which ${landed} has removed already`,
    `error: 0004_remove_ine_add_fields adds students.student.date_naissance, which ${landed} has added already`,
    `error: 0004_remove_ine_add_fields adds students.student.groupe, which ${landed} has added already`,
    `note: 0005_refactor_student_model alters students.student.date_naissance, which ${landed} uses`,
    `note: 0005_refactor_student_model adds the constraint unique_student of students.student; ${landed} has added the constraint one_student_per_identity of students.student: are these one thing under two names?`,
  ]);
});

test('the portal adds a birth date that main has under another name', () => {
  expect(said(portal)).toEqual([
    'commute',
    `note: 0003_student_birth_date adds DateField birth_date to students.student; ${landed} has added DateField date_naissance to students.student: are these one thing under two names?`,
  ]);
});

/** All operations of some migrations in one. */
function joined(texts: readonly (readonly [string, string])[]): string {
  const operations = texts.map(([, text]) => /operations = \[(.*)^ {4}\]/ms.exec(text)?.[1] ?? '');
  const imports =
    'import datetime\nimport django.db.models.deletion\nfrom django.conf import settings\nfrom django.db import migrations, models\n';
  return `${imports}\n\nclass Migration(migrations.Migration):\n    operations = [${operations.join('')}]\n`;
}

describeWithPython('korrigo on a real database', python => {
  test.each(versions.flatMap(version => [[version, suite, 'both fail'] as const, [version, portal, 'equal'] as const]))(
    '%s: %s behind main, and main behind it',
    async (version, branch, expected) => {
      const oracle = new PairOracle(python[version], 'django_pairs_oracle.py');
      const files = { 'base.py': joined(migrations()), 'own.py': joined(migrations(branch)), 'landed.py': joined(migrations('main')) };
      const answer = await oracle.ask({ files, label: 'students' });
      oracle.close();
      expect(orderOutcome(answer)).toBe(expected);
    },
  );
});
