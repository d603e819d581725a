import { graded, inOrder, type SchemaDifference, type Severities, type Trial, type Verified, type VerifyReport } from '@oneleaf/core';
import type { Catalog } from '@oneleaf/sandbox';
import type { Session } from '../session.js';
import { eachBench, withBenches, type Bench, type Benches, type Ending } from '../throwaway/bench.js';
import type { Sandboxing } from '../throwaway/options.js';
import { draftsOf, type Lanes } from '../verify/findings.js';
import { installed, stairs, thereAndBack, withoutOrder } from '../verify/lanes.js';

/** Whether the migrations do on a database what they promise: install, go down and up again, each one by itself. */
export async function verify(session: Session, outside: Ending, asked: Sandboxing): Promise<VerifyReport> {
  return withBenches(session, outside, { asked, run: benches => verifyEach(benches, session.configuration.rules) });
}

export async function verifyEach(benches: Benches, severities: Severities = {}): Promise<VerifyReport> {
  return { schema: 1, command: 'verify', ...(await eachBench(benches, bench => verified(bench, severities))) };
}

async function verified(bench: Bench, severities: Severities): Promise<Verified> {
  const lanes = await walked(bench);
  const drafts = draftsOf(bench.found, lanes);
  const findings = drafts.flatMap(rule => graded(rule, rule.drafts, severities));
  const failing = new Set(drafts.flatMap(({ name, drafts: some }) => (some.length > 0 ? [name] : [])));
  return { ...bench.proved, trials: trialsOf(lanes, failing), findings: inOrder(findings) };
}

/** Three ways through the migrations at once, each on a database of its own. */
async function walked(bench: Bench): Promise<Lanes> {
  const walks = [thereAndBack(bench), installed(bench), stairs(bench)] as const;
  // The databases go only when nobody is at them any more.
  await Promise.allSettled(walks);
  const [round, again, stairway] = await Promise.all(walks);
  return {
    round,
    again,
    stairway,
    unequal: await between(round.full, again.full),
    climbedElsewhere: withoutOrder(await between(round.full, stairway.full)),
  };
}

/** Nothing where one of them is not there: what failed is told of itself. */
async function between(one: Catalog | undefined, other: Catalog | undefined): Promise<readonly SchemaDifference[]> {
  if (!one || !other) return [];
  const { compareSnapshots } = await import('@oneleaf/sandbox');
  return compareSnapshots(one, other);
}

function trialsOf({ round, stairway }: Lanes, failing: ReadonlySet<string>): readonly Trial[] {
  const outcome = (name: Trial['name'], tried: boolean): Trial['outcome'] => (failing.has(name) ? 'failed' : tried ? 'passed' : 'stopped');
  const trial = (name: Trial['name'], migrations: number, tried = true): Trial => ({ name, outcome: outcome(name, tried), migrations });
  return [
    trial('fresh-install', round.install.ran.length),
    trial('round-trip', round.down?.ran.length ?? 0, round.down !== undefined),
    trial('stairway', stairway.climbed.ran.length, stairway.climbed.failure === undefined),
  ];
}
