import { EnvironmentError } from '@oneleaf/core/errors';
import type { RepositorySession } from './session.js';

/** Marks the errors of a task as strict where the team is: then no verdict is a failure even of a hook. */
export async function withStrictness<R>({ configuration }: Pick<RepositorySession, 'configuration'>, task: () => Promise<R>): Promise<R> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof EnvironmentError) || configuration.strict !== true) throw error;
    throw new EnvironmentError(error.message, error.hint, { cause: error, strict: true });
  }
}
