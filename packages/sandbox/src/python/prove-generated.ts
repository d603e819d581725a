import type { Database } from './database.js';
import type { GeneratedFile } from './generated.js';
import type { Failure } from './judgement.js';
import type { Project } from './project.js';
import { verbs, type Difference } from './verbs.js';

/** What came of new migrations on an empty database. */
export interface Proof {
  /** In which the models still differ. */
  readonly left: readonly Difference[];
  readonly failure?: Failure;
}

/** A fresh install up to the new migrations, these down and up again, and a look at what is still missing. The files have to be in the project. */
export async function proveGenerated(project: Project, database: Database, files: readonly GeneratedFile[]): Promise<Proof> {
  const asked = verbs(project, database);
  const fresh = await asked.upgrade();
  if (fresh.failure) return { left: [], failure: fresh.failure };
  for (const target of below(project, files)) {
    const { failure } = await asked.downgrade(target);
    if (failure) return { left: [], failure };
  }
  const again = await asked.upgrade();
  if (again.failure) return { left: [], failure: { ...again.failure, step: 'up again' } };
  const { differences, failure } = await asked.drift();
  return { left: differences, ...(failure ? { failure } : {}) };
}

/** What the new migrations stand on, as a target of `downgrade`. */
function below({ framework }: Project, files: readonly GeneratedFile[]): readonly string[] {
  const own = new Set(files.map(({ migration }) => migration));
  const first = files.filter(({ parents }) => !parents.some(parent => own.has(parent)));
  return first.map(({ label, parents: [parent] }) => parent ?? (framework === 'django' ? `${label}.zero` : 'base'));
}
