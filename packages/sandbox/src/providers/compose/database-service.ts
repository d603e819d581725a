import type { ProcessEnvironment } from '../../environment.js';
import { SandboxError } from '../../sandbox-error.js';
import type { ComposeFile } from './file-copy.js';
import { readModel } from './isolate.js';

// Of Docker Hub: postgres, postgis/postgis, timescale/timescaledb(-ha), pgvector/pgvector, bitnami/postgresql, supabase/postgres, citusdata/citus.
const postgresImages = /(^|\/)(postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector|citus)(?=[:@]|$)/;

/** The service that is the team's PostgreSQL, by its image unless it is named. */
export function findDatabaseService(files: readonly ComposeFile[], env: ProcessEnvironment, named?: string): string {
  if (named !== undefined) return named;
  const { services } = readModel(files, env);
  const [first, ...others] = [...services].filter(([, { image = '' }]) => postgresImages.test(image)).map(([name]) => name);
  if (first !== undefined && others.length === 0) return first;
  const where = files.map(({ path }) => path).join(', ');
  const choices = first === undefined ? [...services.keys()] : [first, ...others];
  const message =
    first === undefined ? `no service of ${where} has an image of PostgreSQL` : `${choices.join(' and ')} of ${where} are PostgreSQL`;
  throw new SandboxError(message, `choose one with --service: ${choices.join(', ')}`);
}
