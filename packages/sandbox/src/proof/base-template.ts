import { createHash } from 'node:crypto';
import { runnerVerbs } from '../runners/python/verbs.js';
import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { ProofTrial } from './trial.js';

/** A database at the merge base, created once for all pairs with the same base. */
export function baseTemplate(trial: ProofTrial): Promise<Lease> {
  return trial.sandbox.template(templateKey(trial), lease => fillTemplate(trial, lease));
}

/** By content: whatever would make another database makes another key. */
function templateKey({ project, base, baseline, seed, sandbox }: ProofTrial): string {
  const { interpreter, overlays: _overlays, signal: _signal, env: _env, ...rest } = project;
  const hash = createHash('sha256').update(JSON.stringify([sandbox.provider, interpreter, rest, baseline, seed]));
  for (const { label, files } of base) {
    for (const [path, bytes] of files) hash.update(JSON.stringify([label, path, bytes.length])).update(bytes);
  }
  return hash.digest('hex');
}

async function fillTemplate(trial: ProofTrial, lease: Lease): Promise<void> {
  const { project, base, baseline, seed } = trial;
  if (baseline !== undefined)
    await runBaseScript(trial, lease, { sql: baseline, failureText: 'the baseline fails', hint: 'correct the baseline of oneleaf.json' });
  const { failure } = await runnerVerbs({ ...project, overlays: base }, lease).upgrade();
  if (failure !== undefined) {
    const { migration, error, hint = 'oneleaf verify' } = failure;
    throw new SandboxError(`the migrations of the base fail without the branches, at ${migration}: ${error.message}`, hint);
  }
  if (seed !== undefined)
    await runBaseScript(trial, lease, {
      sql: seed,
      failureText: "the seed fails on the base's database",
      hint: 'correct the SQL of --seed',
    });
}

interface BaseScript {
  readonly sql: string;
  readonly failureText: string;
  readonly hint: string;
}

async function runBaseScript({ env }: ProofTrial, { engine, url }: Lease, { sql, failureText, hint }: BaseScript): Promise<void> {
  try {
    await engine.run(url, sql, env);
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    throw new SandboxError(`${failureText}: ${cause instanceof Error ? cause.message : String(cause)}`, hint, { cause });
  }
}
