import { EnvironmentError } from '@oneleaf/core/errors';
import { machineFault } from '../failure.js';
import type { RepositorySession } from './session.js';

/** Marks the errors of a task as strict where the team is: then no verdict is a failure even of a hook. */
export async function withStrictness<R>({ configuration }: Pick<RepositorySession, 'configuration'>, task: () => Promise<R>): Promise<R> {
  try {
    return await task();
  } catch (thrown) {
    const error = machineFault(thrown) ?? thrown;
    if (configuration.strict !== true || !(error instanceof Error)) throw error;
    if (error instanceof EnvironmentError) throw new EnvironmentError(error.message, error.hint, { cause: error, strict: true });
    throw Object.assign(error, { strict: true });
  }
}
