import { createHash } from 'node:crypto';
import { withPostgres } from '../connection.js';
import { verbs } from '../python/verbs.js';
import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import { runSqlite } from '../snapshot/sqlite-snapshot.js';
import type { Trial } from './trial.js';

/** A database as it is at the merge base. It is made once for all pairs that have the same one. */
export function baseOf(trial: Trial): Promise<Lease> {
  return trial.sandbox.template(keyOf(trial), lease => fill(trial, lease));
}

/** By content: whatever would make another database makes another key. */
function keyOf({ project, base, baseline, seed, sandbox }: Trial): string {
  const { interpreter, overlays: _overlays, signal: _signal, env: _env, ...rest } = project;
  const hash = createHash('sha256').update(JSON.stringify([sandbox.provider, interpreter, rest, baseline, seed]));
  for (const { label, files } of base) {
    for (const [path, bytes] of files) hash.update(JSON.stringify([label, path, bytes.length])).update(bytes);
  }
  return hash.digest('hex');
}

async function fill(trial: Trial, lease: Lease): Promise<void> {
  const { project, base, baseline, seed } = trial;
  if (baseline !== undefined)
    await run(trial, lease, { sql: baseline, what: 'the baseline fails', hint: 'correct the baseline of oneleaf.json' });
  const { failure } = await verbs({ ...project, overlays: base }, lease).upgrade();
  if (failure !== undefined) {
    const { migration, error, hint = 'oneleaf verify' } = failure;
    throw new SandboxError(`the migrations of the base fail by themselves, at ${migration}: ${error.message}`, hint);
  }
  if (seed !== undefined)
    await run(trial, lease, { sql: seed, what: "the seed fails on the base's database", hint: 'correct the SQL of --seed' });
}

interface Script {
  readonly sql: string;
  readonly what: string;
  readonly hint: string;
}

async function run({ env }: Trial, { kind, url }: Lease, { sql, what, hint }: Script): Promise<void> {
  try {
    await (kind === 'sqlite' ? runSqlite(url, sql, env) : withPostgres(url, client => client.query(sql)));
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    throw new SandboxError(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, hint, { cause });
  }
}
