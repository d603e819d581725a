import { graded, inOrder, type Draft, type DriftReport, type Drifted, type ModelDifference, type Severities } from '@oneleaf/core';
import type { Outside } from '../outside.js';
import type { Session } from '../session.js';
import { eachBench, withBenches, type Bench } from '../throwaway/bench.js';
import { failed } from '../throwaway/failed.js';
import type { Sandboxing } from '../throwaway/options.js';
import { fromProject, type FoundProject } from '../throwaway/projects.js';

/** Whether the models say what the migrations make, asked of the framework itself. */
export async function drift(session: Session, outside: Outside, asked: Sandboxing): Promise<DriftReport> {
  const severities = session.configuration.rules ?? {};
  const run = withBenches(session, outside, { asked, run: benches => eachBench(benches, bench => drifted(bench, severities)) });
  return { schema: 1, command: 'drift', ...(await run) };
}

async function drifted({ found, project, proved, lease }: Bench, severities: Severities): Promise<Drifted> {
  const { verbs } = await import('@oneleaf/sandbox');
  const { differences: told, failure } = await verbs(project, await lease('drift')).drift();
  const differences = told.map(({ words, ...rest }) => ({ ...rest, text: words }));
  const findings = failure
    ? graded({ name: 'fresh-install', severity: 'error' }, [failed(found, failure, ' to an empty database')], severities)
    : graded(
        { name: 'model-drift', severity: 'error' },
        differences.map(one => differing(found, one)),
        severities,
      );
  return { ...proved, differences, findings: inOrder(findings) };
}

const COSTS: Readonly<Record<ModelDifference['risk'], string>> = {
  data: ', which would drop data',
  constraint: ', which would drop a guarantee',
  index: ', which would drop an index',
  rows: ', which fails where there are rows',
  none: '',
};

function differing(found: FoundProject, { kind, subject, text, risk, unimported }: ModelDifference): Draft {
  const history = historyOf(found, subject);
  const message = `the models ask for ${kind} ${subject}${COSTS[risk]}: ${text}`;
  if (unimported === undefined) return { history, message };
  const path = fromProject(found, unimported);
  const fix = { title: `import ${path} where the models are gathered: what no module imports is not there to be compared` };
  return { history, message, location: { path }, related: [{ path, message: 'has a model of it, and nothing imports it' }], fix };
}

/** Django spells subjects with the app's label; an Alembic project is one history. */
function historyOf({ chapters }: FoundProject, subject: string): string {
  const ids = chapters.map(({ history }) => history);
  const [only, ...others] = ids;
  const labelled = ids.find(({ label }) => label !== '' && subject.startsWith(`${label}.`));
  return labelled?.id ?? (others.length === 0 ? (only?.id ?? '') : '');
}
