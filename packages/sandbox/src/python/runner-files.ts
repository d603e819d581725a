import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import settings from './_oneleaf_settings.py';
import alembic from './oneleaf_alembic.py';
import alembicDrift from './oneleaf_alembic_drift.py';
import alembicVerbs from './oneleaf_alembic_verbs.py';
import answers from './oneleaf_answers.py';
import django from './oneleaf_django.py';
import djangoDrift from './oneleaf_django_drift.py';
import djangoVerbs from './oneleaf_django_verbs.py';
import guard from './oneleaf_guard.py';
import runner from './oneleaf_run.py';

const files: Readonly<Record<string, string>> = {
  '_oneleaf_settings.py': settings,
  'oneleaf_alembic.py': alembic,
  'oneleaf_alembic_drift.py': alembicDrift,
  'oneleaf_alembic_verbs.py': alembicVerbs,
  'oneleaf_answers.py': answers,
  'oneleaf_django.py': django,
  'oneleaf_django_drift.py': djangoDrift,
  'oneleaf_django_verbs.py': djangoVerbs,
  'oneleaf_guard.py': guard,
  'oneleaf_run.py': runner,
};

/** Writes the runner into a folder, and tells which file to start. */
export function writeRunner(folder: string): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'oneleaf_run.py');
}
