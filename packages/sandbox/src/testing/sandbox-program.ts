// A program that opens a sandbox and ends as its options say: `node tenant.cjs '{"choice": "native", ...}'`. It prints one line once its database answers.
import { withPostgres } from '../engines/postgresql/connection.js';
import type { RunnerProject } from '../runners/python/runner-project.js';
import { runnerVerbs } from '../runners/python/verbs.js';
import type { Lease } from '../sandbox.js';
import { type ProviderChoice, openSandbox } from '../open-sandbox.js';
import type { SandboxOptions } from '../sandbox-options.js';

interface SandboxProgramRequest {
  readonly choice: ProviderChoice;
  readonly options: Omit<SandboxOptions, 'env'>;
  readonly end: 'close' | 'return' | 'throw' | 'linger' | 'wait' | 'upgrade';
  /** What is upgraded. */
  readonly project?: RunnerProject;
}

/** Up and down, until a migration fails or standard input ends. */
async function migrate(project: RunnerProject, lease: Lease): Promise<void> {
  process.stdin.resume();
  const verbs = runnerVerbs({ ...project, env: process.env }, lease);
  while (!process.stdin.readableEnded) {
    if ((await verbs.upgrade()).failure ?? (await verbs.downgrade('base')).failure) return;
  }
}

async function runSandboxProgram({ choice, options, end, project }: SandboxProgramRequest): Promise<void> {
  const sandbox = await openSandbox(choice, { ...options, env: process.env });
  const lease = await sandbox.lease('tenant', await sandbox.template('base', () => Promise.resolve()));
  if (lease.engine.name === 'postgresql') await withPostgres(lease.url, client => client.query('SELECT 1'));
  console.log(JSON.stringify({ url: lease.url, tcpUrl: lease.tcpUrl, provider: sandbox.provider }));
  switch (end) {
    case 'close':
      return sandbox.close();
    case 'return':
      return;
    case 'throw':
      throw new Error('as told');
    case 'linger':
      setInterval(() => undefined, 1000);
      return;
    case 'upgrade':
      if (project) await migrate(project, lease);
      return sandbox.close();
    case 'wait':
      // Until it is killed, at whatever it is just doing.
      for (;;) await (await sandbox.lease('tenant', await sandbox.template('base', () => Promise.resolve()))).drop();
  }
}

void runSandboxProgram(JSON.parse(process.argv[2] ?? '') as SandboxProgramRequest).catch((error: unknown) => {
  const { message, hint } = error as { message: string; hint?: string };
  console.error(`${message}\n${hint ?? ''}`);
  process.exitCode = 3;
});
