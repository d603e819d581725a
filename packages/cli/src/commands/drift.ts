import { graded, inOrder, type DriftReport, type Drifted, type Severities } from '@oneleaf/core';
import { SandboxError } from '@oneleaf/sandbox/error';
import type { Verbs } from '@oneleaf/sandbox';
import type { Outside } from '../outside.js';
import type { Session } from '../session.js';
import { eachBench, withBenches, type Bench, type Benches } from '../throwaway/bench.js';
import { differing, told } from '../throwaway/differing.js';
import { failed } from '../throwaway/failed.js';
import type { Sandboxing } from '../throwaway/options.js';
import type { FoundProject } from '../throwaway/projects.js';
import { slipped } from '../throwaway/slipped.js';

/** Whether the models say what the migrations make, asked of the framework itself. */
export async function drift(session: Session, outside: Outside, asked: Sandboxing): Promise<DriftReport> {
  return withBenches(session, outside, { asked, unbegun: true, run: benches => driftOfEach(benches, session.configuration.rules) });
}

export async function driftOfEach(benches: Benches, severities: Severities = {}): Promise<DriftReport> {
  return { schema: 1, command: 'drift', ...(await eachBench(benches, bench => drifted(bench, severities))) };
}

async function drifted({ found, project, proved, lease }: Bench, severities: Severities): Promise<Drifted> {
  const { verbs } = await import('@oneleaf/sandbox');
  const asked = verbs(project, await lease('drift'));
  const slips = slipped(found, (await asked.sources()).slips, severities);
  const { differences, findings } = await compared(found, {
    asked,
    severities,
    mayFail: slips.some(({ severity }) => severity === 'error'),
  });
  return { ...proved, differences, findings: inOrder([...findings, ...slips]) };
}

interface Comparison {
  readonly asked: Verbs;
  readonly severities: Severities;
  /** Whether the sources have what keeps the framework from comparing: then its words stand beside that, and do not hide it. */
  readonly mayFail: boolean;
}

async function compared(
  found: FoundProject,
  { asked, severities, mayFail }: Comparison,
): Promise<Pick<Drifted, 'differences' | 'findings'>> {
  const rule = { name: 'model-drift', severity: 'error' } as const;
  try {
    const { failure, ...answer } = await asked.drift();
    const differences = answer.differences.map(told);
    const findings = failure
      ? graded({ name: 'fresh-install', severity: 'error' }, [failed(found, failure, ' to an empty database')], severities)
      : graded(
          rule,
          differences.map(one => differing(found, one)),
          severities,
        );
    return { differences, findings };
  } catch (error) {
    if (!(error instanceof SandboxError) || !mayFail) throw error;
    return {
      differences: [],
      findings: graded(rule, [{ history: '', message: `nothing could be compared: ${error.message}` }], severities),
    };
  }
}
