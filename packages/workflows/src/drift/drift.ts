import { commandFindings, sortFindings, type DriftReport, type DriftedProject, type RuleSeverities } from '@oneleaf/core';
import { SandboxError } from '@oneleaf/sandbox/error';
import type { RunnerVerbs } from '@oneleaf/sandbox';
import type { RepositorySession } from '../session/session.js';
import { answerEachRun, withProjectRuns, type ProjectRun, type ProjectRuns, type RunEnvironment } from '../project-run/project-run.js';
import { modelDifferenceDraft, reportedDifference } from '../project-run/model-differences.js';
import { failureDraft } from '../project-run/migration-failure.js';
import type { SandboxRequest } from '../project-run/sandbox-request.js';
import type { FoundProject } from '../project-run/projects.js';
import { sourceFindings } from '../project-run/source-problems.js';

/** Whether the models say what the migrations make, asked of the framework itself. */
export async function drift(session: RepositorySession, context: RunEnvironment, request: SandboxRequest): Promise<DriftReport> {
  return withProjectRuns(session, context, {
    request,
    withoutMigrations: true,
    run: projectRuns => driftOfRuns(projectRuns, session.configuration.rules),
  });
}

export async function driftOfRuns(projectRuns: ProjectRuns, severities: RuleSeverities = {}): Promise<DriftReport> {
  return { schema: 1, command: 'drift', ...(await answerEachRun(projectRuns, projectRun => driftOfRun(projectRun, severities))) };
}

async function driftOfRun({ found, project, proved, lease }: ProjectRun, severities: RuleSeverities): Promise<DriftedProject> {
  const { runnerVerbs } = await import('@oneleaf/sandbox');
  const verbs = runnerVerbs(project, await lease('drift'));
  const problems = sourceFindings(found, (await verbs.sources()).problems, severities);
  const { differences, findings } = await compareModels(found, {
    verbs,
    severities,
    mayFail: problems.some(({ severity }) => severity === 'error'),
  });
  return { ...proved, differences, findings: sortFindings([...findings, ...problems]) };
}

interface ModelComparison {
  readonly verbs: RunnerVerbs;
  readonly severities: RuleSeverities;
  /** Whether the sources explain why the framework cannot compare. Its error is then reported beside the explanation. */
  readonly mayFail: boolean;
}

async function compareModels(
  found: FoundProject,
  { verbs, severities, mayFail }: ModelComparison,
): Promise<Pick<DriftedProject, 'differences' | 'findings'>> {
  try {
    const { failure, ...answer } = await verbs.drift();
    const differences = answer.differences.map(reportedDifference);
    const findings = failure
      ? commandFindings('fresh-install', [failureDraft(found, failure, ' to an empty database')], severities)
      : commandFindings(
          'model-drift',
          differences.map(one => modelDifferenceDraft(found, one)),
          severities,
        );
    return { differences, findings };
  } catch (error) {
    if (!(error instanceof SandboxError) || !mayFail) throw error;
    return {
      differences: [],
      findings: commandFindings('model-drift', [{ history: '', message: `nothing could be compared: ${error.message}` }], severities),
    };
  }
}
