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
function keyOf({ project, base, seed, sandbox }: Trial): string {
  const { interpreter, overlays: _overlays, signal: _signal, env: _env, ...rest } = project;
  const hash = createHash('sha256').update(JSON.stringify([sandbox.provider, interpreter, rest, seed]));
  for (const { label, files } of base) {
    for (const [path, bytes] of files) hash.update(JSON.stringify([label, path, bytes.length])).update(bytes);
  }
  return hash.digest('hex');
}

async function fill({ project, base, seed, env }: Trial, lease: Lease): Promise<void> {
  const { failure } = await verbs({ ...project, overlays: base }, lease).upgrade();
  if (failure !== undefined) {
    const { migration, error, hint = 'oneleaf verify' } = failure;
    throw new SandboxError(`the migrations of the merge base fail by themselves, at ${migration}: ${error.message}`, hint);
  }
  if (seed === undefined) return;
  try {
    await (lease.kind === 'sqlite' ? runSqlite(lease.url, seed, env) : withPostgres(lease.url, client => client.query(seed)));
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    throw new SandboxError(`the seed fails on the database of the merge base: ${String(cause)}`, 'correct the SQL of --seed', { cause });
  }
}
