import type { Runner } from '../runner.js';
import { alembicErrors } from './alembic-errors.js';
import type { AlembicProject } from './alembic-project.js';
import type { RunnerProject } from '../python/runner-project.js';
import alembic from './oneleaf_alembic.py';
import alembicDrift from './oneleaf_alembic_drift.py';
import alembicGenerate from './oneleaf_alembic_generate.py';
import alembicSieve from './oneleaf_alembic_sieve.py';
import alembicVerbs from './oneleaf_alembic_verbs.py';
import columns from './oneleaf_columns.py';
import engines from './oneleaf_url_files.py';
import flask from './oneleaf_flask.py';
import initApp from './oneleaf_check_init_app.py';
import keys from './oneleaf_check_keys.py';
import sqlalchemyGuard from './oneleaf_sqlalchemy_guard.py';
import urls from './oneleaf_check_urls.py';

/** Runs Alembic, alone and behind Flask-Migrate. */
export const alembicRunner: Runner = {
  kinds: [
    { name: 'alembic', noun: 'the Alembic environment' },
    { name: 'flask-migrate', noun: 'the Flask application' },
  ],
  module: 'oneleaf_alembic',
  files: {
    'oneleaf_alembic.py': alembic,
    'oneleaf_alembic_drift.py': alembicDrift,
    'oneleaf_alembic_generate.py': alembicGenerate,
    'oneleaf_alembic_sieve.py': alembicSieve,
    'oneleaf_alembic_verbs.py': alembicVerbs,
    'oneleaf_columns.py': columns,
    'oneleaf_url_files.py': engines,
    'oneleaf_flask.py': flask,
    'oneleaf_check_init_app.py': initApp,
    'oneleaf_check_keys.py': keys,
    'oneleaf_sqlalchemy_guard.py': sqlalchemyGuard,
    'oneleaf_check_urls.py': urls,
  },
  versionModule: 'alembic',
  errors: alembicErrors,
  emptyTarget: () => 'base',
  filled: ({ x }: RunnerProject & Pick<AlembicProject, 'x'>, fill) => (x === undefined ? {} : { x: x.map(fill) }),
};
