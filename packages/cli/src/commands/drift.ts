import { graded, inOrder, type DriftReport, type Drifted, type Severities } from '@oneleaf/core';
import type { Outside } from '../outside.js';
import type { Session } from '../session.js';
import { eachBench, withBenches, type Bench, type Benches } from '../throwaway/bench.js';
import { differing, told } from '../throwaway/differing.js';
import { failed } from '../throwaway/failed.js';
import type { Sandboxing } from '../throwaway/options.js';
import { slipped } from '../throwaway/slipped.js';

/** Whether the models say what the migrations make, asked of the framework itself. */
export async function drift(session: Session, outside: Outside, asked: Sandboxing): Promise<DriftReport> {
  return withBenches(session, outside, { asked, run: benches => driftOfEach(benches, session.configuration.rules) });
}

export async function driftOfEach(benches: Benches, severities: Severities = {}): Promise<DriftReport> {
  return { schema: 1, command: 'drift', ...(await eachBench(benches, bench => drifted(bench, severities))) };
}

async function drifted({ found, project, proved, lease }: Bench, severities: Severities): Promise<Drifted> {
  const { verbs } = await import('@oneleaf/sandbox');
  const { failure, slips, ...answer } = await verbs(project, await lease('drift')).drift();
  const differences = answer.differences.map(told);
  const findings = failure
    ? graded({ name: 'fresh-install', severity: 'error' }, [failed(found, failure, ' to an empty database')], severities)
    : graded(
        { name: 'model-drift', severity: 'error' },
        differences.map(one => differing(found, one)),
        severities,
      );
  return { ...proved, differences, findings: inOrder([...findings, ...slipped(found, slips, severities)]) };
}
