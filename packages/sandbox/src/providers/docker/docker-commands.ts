import type { DockerContext } from './docker-context.js';
import { dockerError } from './docker-engine.js';

/** A command of docker that may be ended at any moment, because it gets, builds or starts, and makes nothing that would stay unseen. */
export function runInterruptible(context: DockerContext, args: readonly string[]): Promise<void> {
  return runDocker(context, { args, stop: 'SIGTERM' });
}

/**
 * A command that creates containers. Docker continues after its client has ended, and nobody would remove what it creates then, so the
 * client may finish. With all images at hand this takes seconds.
 */
export function runToCompletion(
  context: DockerContext,
  args: readonly string[],
  secrets: Readonly<Record<string, string>> = {},
): Promise<void> {
  return runDocker(context, { args, secrets });
}

interface DockerCommand {
  readonly args: readonly string[];
  /** Variables: arguments are seen by everybody. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly stop?: NodeJS.Signals;
}

async function runDocker({ keeper, engine }: DockerContext, { args, secrets, ...how }: DockerCommand): Promise<void> {
  const { code, output } = await keeper.run({ command: 'docker', args, env: { ...engine.env, ...secrets }, ...how });
  if (code !== 0) throw dockerError(args, output);
}
