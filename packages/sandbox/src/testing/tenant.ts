// A program that opens a sandbox and ends as it is told: `node tenant.cjs '{"choice": "native", ...}'`. It prints one line once its database answers.
import { withPostgres } from '../connection.js';
import { type Choice, openSandbox, type SandboxOptions } from '../open-sandbox.js';

interface Asked {
  readonly choice: Choice;
  readonly options: Omit<SandboxOptions, 'env'>;
  readonly end: 'close' | 'return' | 'throw' | 'linger' | 'wait';
}

async function live({ choice, options, end }: Asked): Promise<void> {
  const sandbox = await openSandbox(choice, { ...options, env: process.env });
  const lease = await sandbox.lease('tenant', await sandbox.template('base', () => Promise.resolve()));
  if (lease.kind === 'postgresql') await withPostgres(lease.url, client => client.query('SELECT 1'));
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
    case 'wait':
      // Until it is killed, at whatever it is just doing.
      for (;;) await (await sandbox.lease('tenant', await sandbox.template('base', () => Promise.resolve()))).drop();
  }
}

void live(JSON.parse(process.argv[2] ?? '') as Asked).catch((error: unknown) => {
  const { message, hint } = error as { message: string; hint?: string };
  console.error(`${message}\n${hint ?? ''}`);
  process.exitCode = 3;
});
