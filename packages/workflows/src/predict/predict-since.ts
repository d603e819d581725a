import type { PredictReport } from '@oneleaf/core';
import { UsageError } from '@oneleaf/core/errors';
import { DEFAULT_AGE, parseDuration } from '../branches/branch-age.js';
import type { RepositorySession } from '../session/session.js';
import { predict, type PredictOptions } from './predict.js';

export interface PredictRequest extends Omit<PredictOptions, 'since'> {
  /** As people write it: `90d`, `all`. Otherwise what the configuration says; branches that are named have no age. */
  readonly since?: string;
}

export function predictSince(session: RepositorySession, { since, ...options }: PredictRequest): Promise<PredictReport> {
  const usual = options.refs.length > 0 ? 'all' : (session.configuration.since ?? DEFAULT_AGE);
  const seconds = parseDuration(since ?? usual);
  if (seconds === null) throw new UsageError(`oneleaf.json has a wrong value for since: ${usual}`);
  return predict(session, { ...options, ...(seconds === undefined ? {} : { since: seconds }) });
}
