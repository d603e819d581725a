import type { Lease, Sandbox, SandboxOptions } from '@oneleaf/sandbox';
import { readFileSync } from 'node:fs';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';

/** New databases, on which a file of SQL has run where there is one. */
export function leaseWithBaseline(
  sandbox: Sandbox,
  baseline: string | undefined,
  env: SandboxOptions['env'],
): (purpose: string) => Promise<Lease> {
  if (baseline === undefined) return purpose => sandbox.lease(purpose);
  const { takesBaseline, title } = sandbox.engine;
  if (!takesBaseline) throw new UsageError(`a baseline cannot be used with ${title}`, 'remove "baseline" from oneleaf.json');
  const sql = readSqlFile(baseline, 'baseline');
  return async purpose =>
    sandbox.lease(purpose, await sandbox.template(`baseline ${sql}`, lease => runBaseline(lease, { sql, file: baseline, env })));
}

interface BaselineScript extends Pick<SandboxOptions, 'env'> {
  readonly sql: string;
  readonly file: string;
}

async function runBaseline({ engine, url }: Lease, { sql, file, env }: BaselineScript): Promise<void> {
  try {
    await engine.run(url, sql, env);
  } catch (cause) {
    throw new EnvironmentError(`the baseline ${file} fails: ${String(cause)}`, undefined, { cause });
  }
}

/** A file of SQL of the user's; `what` it is called. */
export function readSqlFile(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EnvironmentError(`the ${what} ${file} cannot be read`, undefined, { cause });
  }
}
