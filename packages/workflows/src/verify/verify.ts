import {
  commandFindings,
  sortFindings,
  type SchemaDifference,
  type RuleSeverities,
  type DatabaseTrial,
  type VerifiedProject,
  type VerifyReport,
} from '@oneleaf/core';
import type { Catalog } from '@oneleaf/sandbox';
import type { RepositorySession } from '../session/session.js';
import { answerEachRun, withProjectRuns, type ProjectRun, type ProjectRuns, type RunEnvironment } from '../project-run/project-run.js';
import type { SandboxRequest } from '../project-run/sandbox-request.js';
import { verifyDrafts, type WalkResults } from './findings.js';
import { walkInstall, walkStairway, walkRoundTrip, withoutColumnOrder } from './database-walks.js';

/** Whether the migrations do on a database what they promise: install, go down and up again, each one by itself. */
export async function verify(session: RepositorySession, context: RunEnvironment, request: SandboxRequest): Promise<VerifyReport> {
  return withProjectRuns(session, context, { request, run: projectRuns => verifyEach(projectRuns, session.configuration.rules) });
}

export async function verifyEach(projectRuns: ProjectRuns, severities: RuleSeverities = {}): Promise<VerifyReport> {
  return { schema: 1, command: 'verify', ...(await answerEachRun(projectRuns, projectRun => verifyRun(projectRun, severities))) };
}

async function verifyRun(projectRun: ProjectRun, severities: RuleSeverities): Promise<VerifiedProject> {
  const lanes = await runWalks(projectRun);
  const drafts = verifyDrafts(projectRun.found, lanes);
  const findings = drafts.flatMap(rule => commandFindings(rule.name, rule.drafts, severities));
  const failing = new Set(drafts.flatMap(({ name, drafts: some }) => (some.length > 0 ? [name] : [])));
  return { ...projectRun.proved, trials: reportTrials(lanes, failing), findings: sortFindings(findings) };
}

/** Three ways through the migrations at the same time, each on its own database. */
async function runWalks(projectRun: ProjectRun): Promise<WalkResults> {
  const walks = [walkRoundTrip(projectRun), walkInstall(projectRun), walkStairway(projectRun)] as const;
  // A database can only be dropped when nobody uses it any more.
  await Promise.allSettled(walks);
  const [round, again, stairway] = await Promise.all(walks);
  return {
    round,
    again,
    stairway,
    installDifferences: await schemaDifferences(round.full, again.full),
    stairwayDifferences: withoutColumnOrder(await schemaDifferences(round.full, stairway.full)),
  };
}

/** No differences if one of the catalogs is missing: the failure has its own finding. */
async function schemaDifferences(one: Catalog | undefined, other: Catalog | undefined): Promise<readonly SchemaDifference[]> {
  if (!one || !other) return [];
  const { compareCatalogs } = await import('@oneleaf/sandbox');
  return compareCatalogs(one, other);
}

function reportTrials({ round, stairway }: WalkResults, failing: ReadonlySet<string>): readonly DatabaseTrial[] {
  const outcome = (name: DatabaseTrial['name'], tried: boolean): DatabaseTrial['outcome'] =>
    failing.has(name) ? 'failed' : tried ? 'passed' : 'stopped';
  const trial = (name: DatabaseTrial['name'], migrations: number, tried = true): DatabaseTrial => ({
    name,
    outcome: outcome(name, tried),
    migrations,
  });
  return [
    trial('fresh-install', round.install.ran.length),
    trial('round-trip', round.down?.ran.length ?? 0, round.down !== undefined),
    trial('stairway', stairway.climbed.ran.length, stairway.climbed.failure === undefined),
  ];
}
