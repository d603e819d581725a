import { alembicRunner } from './alembic/alembic-runner.js';
import { djangoRunner } from './django/django-runner.js';
import type { RunnerProject } from './python/runner-project.js';
import type { ProjectKind, Runner } from './runner.js';

/** All runners. */
export const runners: readonly Runner[] = [djangoRunner, alembicRunner];

/** The runner of a project. */
export function runnerOf({ framework }: Pick<RunnerProject, 'framework'>): Runner {
  const found = runners.find(({ kinds }) => kinds.some(({ name }) => name === framework));
  if (found) return found;
  throw new Error(`no runner runs projects of ${framework}`);
}

/** A project in messages, with its folder. */
export function projectText(project: RunnerProject): string {
  const kind = runnerOf(project).kinds.find(({ name }: ProjectKind) => name === project.framework);
  return `${kind?.noun ?? 'the project'} in ${project.folder}`;
}
