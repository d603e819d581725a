import type { Runner } from '../runner.js';
import { djangoErrors } from './django-errors.js';
import settings from './_oneleaf_settings.py';
import django from './oneleaf_django.py';
import djangoDrift from './oneleaf_django_drift.py';
import djangoGenerate from './oneleaf_django_generate.py';
import djangoGuard from './oneleaf_django_guard.py';
import djangoSieve from './oneleaf_django_sieve.py';
import djangoUnbegun from './oneleaf_django_new_apps.py';
import djangoVerbs from './oneleaf_django_verbs.py';

export const djangoRunner: Runner = {
  kinds: [{ name: 'django', noun: 'the Django project' }],
  module: 'oneleaf_django',
  files: {
    '_oneleaf_settings.py': settings,
    'oneleaf_django.py': django,
    'oneleaf_django_drift.py': djangoDrift,
    'oneleaf_django_generate.py': djangoGenerate,
    'oneleaf_django_guard.py': djangoGuard,
    'oneleaf_django_sieve.py': djangoSieve,
    'oneleaf_django_new_apps.py': djangoUnbegun,
    'oneleaf_django_verbs.py': djangoVerbs,
  },
  versionModule: 'django',
  errors: djangoErrors,
  variables: { DJANGO_COLORS: 'nocolor' },
  // `migrate` makes a row for each model and permission each time it ends.
  numberedColumns: ['django_content_type.id', 'auth_permission.id', 'auth_permission.content_type_id'],
  emptyTarget: label => `${label}.zero`,
};
