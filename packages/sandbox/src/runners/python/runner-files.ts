import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import settings from '../django/_oneleaf_settings.py';
import alembic from '../alembic/oneleaf_alembic.py';
import alembicDrift from '../alembic/oneleaf_alembic_drift.py';
import alembicGenerate from '../alembic/oneleaf_alembic_generate.py';
import alembicSieve from '../alembic/oneleaf_alembic_sieve.py';
import alembicVerbs from '../alembic/oneleaf_alembic_verbs.py';
import answers from './result/oneleaf_answers.py';
import circles from './sources/oneleaf_circles.py';
import columns from '../alembic/oneleaf_columns.py';
import django from '../django/oneleaf_django.py';
import djangoDrift from '../django/oneleaf_django_drift.py';
import djangoGenerate from '../django/oneleaf_django_generate.py';
import djangoSieve from '../django/oneleaf_django_sieve.py';
import djangoUnbegun from '../django/oneleaf_django_unbegun.py';
import djangoVerbs from '../django/oneleaf_django_verbs.py';
import engines from '../alembic/oneleaf_engines.py';
import flask from '../alembic/oneleaf_flask.py';
import engine from './oneleaf_engine.py';
import djangoGuard from '../django/oneleaf_django_guard.py';
import sqlalchemyGuard from '../alembic/oneleaf_sqlalchemy_guard.py';
import { engines as databaseEngines } from '../../engines/index.js';
import initApp from '../alembic/oneleaf_init_app.py';
import keys from '../alembic/oneleaf_keys.py';
import read from './sources/oneleaf_read.py';
import residue from './oneleaf_residue.py';
import runner from './oneleaf_run.py';
import screen from './oneleaf_screen.py';
import slips from './sources/oneleaf_slips.py';
import sources from './sources/oneleaf_sources.py';
import unimported from './sources/oneleaf_unimported.py';
import urls from '../alembic/oneleaf_urls.py';

const runnerFiles: Readonly<Record<string, string>> = {
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
  'oneleaf_engine.py': engine,
  'oneleaf_django_guard.py': djangoGuard,
  'oneleaf_sqlalchemy_guard.py': sqlalchemyGuard,
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
  ...Object.fromEntries(databaseEngines.map(({ name, python }) => [`oneleaf_engine_${name}.py`, python])),
};

/** Writes the runner into a folder, and tells which file to start. */
export function writeRunnerFiles(folder: string): string {
  for (const [name, text] of Object.entries(runnerFiles)) writeFileSync(join(folder, name), text);
  return join(folder, 'oneleaf_run.py');
}
