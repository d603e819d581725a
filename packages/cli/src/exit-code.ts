import type { PredictReport, Report } from '@oneleaf/core';
import type { Request, Common } from './request.js';
import type { Configuration } from './configuration.js';

type Reporting = Extract<Request, Common>;

/** A finding, or a refusal, is 1; an answer that was asked for and cannot be given is 3. */
export function exitCodeOf(found: Report, request: Reporting, configuration: Configuration): number {
  if (found.command === 'check') return found.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  if (found.command === 'doctor') return found.examined.some(({ condition }) => condition === 'fail') ? 1 : 0;
  if ('drafts' in found) return found.drafts.some(({ refusal }) => refusal !== undefined) ? 1 : 0;
  if (isBad(found)) return 1;
  return needsAnswer(found, request, configuration) ? 3 : 0;
}

/**
 * Whether a missing answer is an error. Among all branches of a repository some always share no history with main;
 * of those asked for by name each needs its answer. A push goes on unless the team is strict.
 */
function needsAnswer({ branches, base }: PredictReport, request: Reporting, { strict, onStale }: Configuration): boolean {
  const unknown = branches.some(({ verdict }) => verdict === 'unknown');
  if (request.command === 'predict') return unknown && request.refs.length > 0;
  return (unknown && strict === true) || (base.stale !== undefined && onStale === 'block');
}

function isBad({ branches }: PredictReport): boolean {
  return branches.some(
    ({ verdict, histories }) =>
      verdict === 'conflict' ||
      verdict === 'broken' ||
      histories.some(({ findings }) => findings.some(({ severity }) => severity === 'error')),
  );
}
