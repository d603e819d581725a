import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { withPostgres } from '../../engines/postgresql/connection.js';
import { openSandbox } from '../../open-sandbox.js';
import { specProjectFolder } from '../../testing/real-frameworks.js';
import { expectEmpty, specFolder } from '../../testing/spec-folder.js';
import { bundleSandboxProgram, firstLine, startSandboxProgram } from '../../testing/launch-sandbox-program.js';

const image = 'postgres:16-alpine';
const docker = (...args: readonly string[]): string[] =>
  execFileSync('docker', args, { encoding: 'utf8' })
    .split('\n')
    .filter(line => line !== '');
const everything = (): string[] =>
  ['container ls --all', 'network ls', 'volume ls'].flatMap(list => docker(...list.split(' '), '--quiet')).sort();

const compose = `name: team
services:
  db:
    image: ${image}
    container_name: oneleaf-spec-team
    restart: always
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/password, POSTGRES_USER: team }
    secrets: [password]
    ports: ["54329:5432"]
    volumes: [data:/var/lib/postgresql/data]
    healthcheck: { test: [CMD, pg_isready, -U, team], interval: 1s, retries: 60 }
secrets: { password: { file: ./password } }
volumes: { data: { name: oneleaf-spec-team, external: true } }
`;

function body(): void {
  const project = specProjectFolder({ 'compose.yaml': compose, password: 's3cret' });
  let before: string[] = [];
  beforeAll(() => {
    docker('volume', 'create', 'oneleaf-spec-team');
    docker('compose', '--project-directory', project, '--file', join(project, 'compose.yaml'), 'up', '--detach', '--wait');
    before = everything();
  }, 600_000);
  afterAll(() => {
    docker('container', 'rm', '--force', 'oneleaf-spec-team');
    docker('network', 'rm', 'team_default');
    docker('volume', 'rm', 'oneleaf-spec-team');
  });

  test.each([{}, { image }])(
    'beside the team’s own, %j',
    async options => {
      const place = specFolder();
      const sandbox = await openSandbox('docker', { project, env: { ...process.env, TMPDIR: place }, docker: options });
      const lease = await sandbox.lease('shop');
      await withPostgres(lease.url, async client => {
        expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: lease.name }]);
      });
      expect(everything().length).toBeGreaterThan(before.length);
      await sandbox.close();
      expect(everything()).toEqual(before);
      await expectEmpty(place);
    },
    600_000,
  );

  test('killed', async () => {
    const place = specFolder();
    const child = startSandboxProgram(bundleSandboxProgram(specFolder()), place, { choice: 'docker', options: { project }, end: 'wait' });
    await firstLine(child);
    child.kill('SIGKILL');
    await expectEmpty(place);
    expect(everything()).toEqual(before);
  }, 600_000);
}

// jest.config.cjs leaves it out where no engine answers.
describe('with a real engine', body);
