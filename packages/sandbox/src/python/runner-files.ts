import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import settings from './_oneleaf_settings.py';
import alembic from './oneleaf_alembic.py';
import alembicDrift from './oneleaf_alembic_drift.py';
import alembicGenerate from './oneleaf_alembic_generate.py';
import alembicSieve from './oneleaf_alembic_sieve.py';
import alembicVerbs from './oneleaf_alembic_verbs.py';
import answers from './oneleaf_answers.py';
import circles from './oneleaf_circles.py';
import columns from './oneleaf_columns.py';
import django from './oneleaf_django.py';
import djangoDrift from './oneleaf_django_drift.py';
import djangoGenerate from './oneleaf_django_generate.py';
import djangoSieve from './oneleaf_django_sieve.py';
import djangoUnbegun from './oneleaf_django_unbegun.py';
import djangoVerbs from './oneleaf_django_verbs.py';
import engines from './oneleaf_engines.py';
import flask from './oneleaf_flask.py';
import guard from './oneleaf_guard.py';
import initApp from './oneleaf_init_app.py';
import keys from './oneleaf_keys.py';
import read from './oneleaf_read.py';
import residue from './oneleaf_residue.py';
import runner from './oneleaf_run.py';
import screen from './oneleaf_screen.py';
import slips from './oneleaf_slips.py';
import sources from './oneleaf_sources.py';
import unimported from './oneleaf_unimported.py';
import urls from './oneleaf_urls.py';

const files: Readonly<Record<string, string>> = {
  '_oneleaf_settings.py': settings,
  'oneleaf_alembic.py': alembic,
  'oneleaf_alembic_drift.py': alembicDrift,
  'oneleaf_alembic_generate.py': alembicGenerate,
  'oneleaf_alembic_sieve.py': alembicSieve,
  'oneleaf_alembic_verbs.py': alembicVerbs,
  'oneleaf_answers.py': answers,
  'oneleaf_circles.py': circles,
  'oneleaf_columns.py': columns,
  'oneleaf_django.py': django,
  'oneleaf_django_drift.py': djangoDrift,
  'oneleaf_django_generate.py': djangoGenerate,
  'oneleaf_django_sieve.py': djangoSieve,
  'oneleaf_django_unbegun.py': djangoUnbegun,
  'oneleaf_django_verbs.py': djangoVerbs,
  'oneleaf_engines.py': engines,
  'oneleaf_flask.py': flask,
  'oneleaf_guard.py': guard,
  'oneleaf_init_app.py': initApp,
  'oneleaf_keys.py': keys,
  'oneleaf_read.py': read,
  'oneleaf_residue.py': residue,
  'oneleaf_run.py': runner,
  'oneleaf_screen.py': screen,
  'oneleaf_slips.py': slips,
  'oneleaf_sources.py': sources,
  'oneleaf_unimported.py': unimported,
  'oneleaf_urls.py': urls,
};

/** Writes the runner into a folder, and tells which file to start. */
export function writeRunner(folder: string): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'oneleaf_run.py');
}
