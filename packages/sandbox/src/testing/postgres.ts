import { openSandbox } from '../open-sandbox.js';
import type { SandboxOptions } from '../sandbox-options.js';
import type { Lease, Sandbox } from '../sandbox.js';
import { specFolder, folderOptions } from './spec-folder.js';

export { withPostgres } from '../engines/postgresql/connection.js';
export { fakeDocker } from './compose/fake-docker.js';

const required = process.env.CI === 'true' || process.env.ONELEAF_REQUIRE_PYTHON === '1';

/** A server of its own, on a socket that asks for no password; every database of it is gone with the specs. */
export interface SpecServer {
  /** A new database, empty or a copy of another one: its URL. */
  readonly database: (copied?: string) => Promise<string>;
}

/** A `describe` whose specs ask a real PostgreSQL: skipped in plain sight where there is none, a failure where that is not allowed. */
export function describeWithPostgres(name: string, body: (server: SpecServer) => void): void {
  const pgBin = process.env['ONELEAF_POSTGRES'];
  if (pgBin !== undefined) {
    describe(name, () => body(databases(openSpecSandbox({ pgBin }))));
    return;
  }
  if (required) throw new Error('ONELEAF_POSTGRES is not set: run the specs with npm test');
  describe.skip(`SKIPPED without PostgreSQL (run npm test): ${name}`, () => {
    test('asks a real database', () => undefined);
  });
}

/** A sandbox for the specs of this `describe`. */
export function openSpecSandbox(options: Pick<SandboxOptions, 'pgBin' | 'tcp'>): () => Sandbox {
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await openSandbox('native', { ...folderOptions(specFolder()), ...options });
  });
  afterAll(() => sandbox?.close());
  return () => {
    if (sandbox === undefined) throw new Error('the server is there while specs run');
    return sandbox;
  };
}

function databases(sandbox: () => Sandbox): SpecServer {
  const made = new Map<string, Lease>();
  return {
    database: async copied => {
      const lease = await sandbox().lease('spec', made.get(copied ?? ''));
      made.set(lease.url, lease);
      return lease.url;
    },
  };
}
