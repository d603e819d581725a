import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { recordOf } from '../compose/plain-values.js';
import type { ProcessEnvironment } from '../../environment.js';
import { errorCode } from '../../error-code.js';
import { SandboxError } from '../../sandbox-error.js';

const execute = promisify(execFile);

/** The `docker` program of PATH, and the engine that it speaks to. */
export class DockerEngine {
  readonly env: ProcessEnvironment;

  constructor(env: ProcessEnvironment, token: string) {
    // Variables of the team's project do not apply here. A set variable also overrides .env.
    this.env = { ...env, COMPOSE_PROJECT_NAME: `oneleaf-${token}`, COMPOSE_FILE: undefined, COMPOSE_REMOVE_ORPHANS: undefined };
  }

  /** What docker prints. */
  async ask(args: readonly string[]): Promise<string> {
    return (await this.#run(args)).stdout.trim();
  }

  /** Whether an image is at hand. */
  async has(image: string): Promise<boolean> {
    try {
      return (await this.ask(['image', 'inspect', '--format', '{{.Id}}', image])) !== '';
    } catch (error) {
      // It says no more than that; why, is said when the image is fetched.
      if (error instanceof SandboxError) return false;
      throw error;
    }
  }

  /** The last that a container has said. */
  async logs(container: string): Promise<string> {
    const { stdout, stderr } = await this.#run(['container', 'logs', '--tail', '5', container]);
    return `${stdout}${stderr}`.trim();
  }

  async #run(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
    try {
      return await execute('docker', args, { env: this.env, cwd: '/', maxBuffer: 2 ** 26 });
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT')
        throw new SandboxError('docker is not installed here', 'install Docker, or use another provider', { cause });
      const said = recordOf(cause)['stderr'];
      throw dockerError(args, typeof said === 'string' ? said : String(cause));
    }
  }

  /** Rejects where no engine answers, or it is another machine's: its ports would not be here. */
  async mustBeHere(compose: boolean): Promise<void> {
    const host = await this.ask(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
    if (!/^(unix|npipe):|^tcp:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|$)/.test(host)) {
      const message = `the engine of docker is not on this machine: ${host.replace(/\/\/[^@/]*@/, '//')}`;
      throw new SandboxError(message, 'choose one with docker context use, or use another provider');
    }
    await this.ask(['version', '--format', '{{.Server.Version}}']);
    if (compose) await this.ask(['compose', 'version', '--short']);
  }
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/unknown command: docker compose|is not a docker command/, 'install the plugin of docker compose, version 2'],
  [/Cannot connect to the Docker daemon|daemon is not running|docker daemon/i, 'start Docker, or use another provider'],
  [/permission denied.*(sock|daemon)/is, 'add your user to the group docker'],
  [/bind source path does not exist/, 'create the mounted folder; Docker does not create it'],
  [/pull access denied|manifest unknown|not found: manifest/, 'correct the name of the image, or log in with docker login'],
];

/** With the last lines of what docker said. */
export function dockerError(args: readonly string[], output: string): SandboxError {
  const said = output.trim().split('\n').slice(-8).join('\n');
  const [, hint] = hints.find(([pattern]) => pattern.test(output)) ?? [];
  return new SandboxError(`docker ${commandName(args)}: ${said}`, hint ?? 'run the same docker command by hand');
}

/** `compose up`, `container port`. */
function commandName(args: readonly string[]): string {
  return args
    .filter(arg => /^[a-z]+$/.test(arg))
    .slice(0, 2)
    .join(' ');
}
