import type { RunnerProject } from '../python/runner-project.js';

export interface DjangoProject extends RunnerProject {
  readonly framework: 'django';
  /** `manage.py`, relative to the folder; without it, Django is started as `python -m django` is. */
  readonly manage?: string | undefined;
  /** The settings module; else the one that manage.py or DJANGO_SETTINGS_MODULE names. */
  readonly settings?: string | undefined;
}
