import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withPostgres } from '../../engines/postgresql/connection.js';
import { openSandbox } from '../../open-sandbox.js';
import type { Sandbox } from '../../sandbox.js';
import { type FakeDocker, fakeDocker, type FakeDockerBehaviour } from '../../testing/compose/fake-docker.js';
import { describeWithFrameworks, specProjectFolder } from '../../testing/real-frameworks.js';
import { expectEmpty, keepersIn, folderLeftovers, specFolder } from '../../testing/spec-folder.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { bundleSandboxProgram, killWithKeeper, firstLine, startSandboxProgram } from '../../testing/launch-sandbox-program.js';
import type { DockerOptions } from './docker-options.js';

const compose = `services:
  db: { image: "postgres:16", env_file: .env }
  cache: { image: redis }
volumes: { data: { external: true } }
`;
const labels = { 'dev.oneleaf.token': 'TOKEN' };
const ours = {
  image: 'postgres:16',
  labels,
  networks: { default: null },
  ports: [{ host_ip: '127.0.0.1', target: 5432, protocol: 'tcp' }],
};
const resolved = {
  name: 'oneleaf-TOKEN',
  services: { db_TOKEN: ours },
  networks: { default: { name: 'oneleaf-TOKEN_default', labels } },
};
const project = specProjectFolder({
  'docker-compose.yml': compose,
  'compose.override.yml': 'services: { db: { ports: ["5432:5432"] } }\n',
  'api/alembic.ini': '',
});

const open = (docker: FakeDocker, place: string, options: DockerOptions = {}): Promise<Sandbox> =>
  openSandbox('docker', { project: join(project, 'api'), env: { ...process.env, PATH: docker.path, TMPDIR: place }, docker: options });

/** What docker was asked, without what differs from run to run. */
const requested = (docker: FakeDocker, place: string): string[] =>
  docker.calls().map(call =>
    call
      .replace(/[0-9a-f]{16}/g, 'T')
      .replace(new RegExp(`${place}/oneleaf-sandbox-[0-9a-f]{12}`, 'g'), 'FOLDER')
      .replace(new RegExp(project, 'g'), 'PROJECT'),
  );

const lists = ['container ls --all --no-trunc', 'network ls --no-trunc', 'volume ls', 'image ls --no-trunc'].map(
  list => `${list} --quiet --filter label=dev.oneleaf.token=T`,
);

describeWithFrameworks('a server in a container of our own', ({ postgres }) => {
  const server = specDatabases(postgres);
  let published: Pick<FakeDockerBehaviour, 'port' | 'variables'>;
  beforeAll(async () => {
    const { port, username, password } = new URL((await server.database()).tcpUrl);
    published = { port: Number(port), variables: ['PATH=/bin', `POSTGRES_USER=${username}`, `POSTGRES_PASSWORD=${password}`] };
  });

  test('the database of a compose project is there, and nothing else is touched', async () => {
    const docker = fakeDocker({ ...published, config: resolved });
    const place = specFolder();
    const sandbox = await open(docker, place);
    expect(sandbox.provider).toMatch(/^PostgreSQL \d+\.\d+ of the compose project at 127\.0\.0\.1:\d+$/);
    expect(sandbox.notes).toEqual(['docker-compose.yml: volumes.data: a new, empty volume instead of one of others']);
    const lease = await sandbox.lease('shop');
    await withPostgres(lease.url, async client => {
      expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: lease.name }]);
    });
    expect(docker.present()).toHaveLength(4);
    await sandbox.close();

    const common =
      'compose --project-name oneleaf-T --file FOLDER/compose-0.yaml --file FOLDER/compose-1.yaml --file FOLDER/compose-2.yaml --project-directory PROJECT';
    expect(requested(docker, place)).toEqual([
      'context inspect --format {{.Endpoints.docker.Host}}',
      'version --format {{.Server.Version}}',
      'compose version --short',
      `${common} config --format json db_T`,
      'image inspect --format {{.Id}} postgres:16',
      `${common} create db_T`,
      `${common} up --detach --wait db_T`,
      `${common} ps --quiet db_T`,
      'container port k-T 5432/tcp',
      'container inspect --format {{json .Config.Env}} k-T',
      lists[0],
      'container rm --force --volumes k-T m-T',
      lists[1],
      'network rm n-T',
      lists[2],
      'volume rm v-T',
      lists[3],
      ...lists,
    ]);
    expect(docker.present()).toEqual([]);
    await expectEmpty(place);
    expect(readFileSync(join(project, 'docker-compose.yml'), 'utf8')).toBe(compose);
    expect(readdirSync(project).sort()).toEqual(['api', 'compose.override.yml', 'docker-compose.yml']);
  });

  test('one image alone, with its password in nobody’s sight', async () => {
    const docker = fakeDocker(published);
    const place = specFolder();
    const sandbox = await open(docker, place, { image: 'postgis/postgis:16-3.4' });
    expect(sandbox.provider).toMatch(/ of postgis\/postgis:16-3\.4 at 127\.0\.0\.1:\d+$/);
    await sandbox.lease('shop');
    await sandbox.close();
    const labelled =
      '--label dev.oneleaf.token=T --publish 127.0.0.1::5432 --tmpfs /oneleaf --env PGDATA=/oneleaf/data --env POSTGRES_PASSWORD';
    expect(requested(docker, place)).toContain(`create --name oneleaf-T ${labelled} postgis/postgis:16-3.4`);
    expect(docker.present()).toEqual([]);
    await expectEmpty(place);
  });

  test('images are built and fetched before anything is made', async () => {
    const build = { context: '.' };
    const services = {
      db_TOKEN: ours,
      own_TOKEN: { ...ours, image: 'oneleaf-TOKEN/own', build },
      cache_TOKEN: { ...ours, image: 'redis', ports: [] },
    };
    const docker = fakeDocker({ ...published, config: { ...resolved, services }, missing: ['redis', 'oneleaf-TOKEN/own'] });
    const files = { 'compose.yml': 'services: { db: { image: "postgres:16" }, own: { build: . }, cache: { image: redis } }\n' };
    const env = { ...process.env, PATH: docker.path, TMPDIR: specFolder() };
    const sandbox = await openSandbox('docker', { project: specProjectFolder(files), env, docker: { besides: ['own', 'cache'] } });
    const words = docker.calls().map(call => /project-directory \S+ (\w+.*)$/.exec(call)?.[1]?.replace(/_[0-9a-f]{16}/g, '') ?? call);
    const shown = words.filter(call => /^(?:build|pull|create|up) /.test(call));
    expect(shown).toEqual(['build --quiet own', 'pull --quiet cache', 'create db own cache', 'up --detach --wait db own cache']);
    await sandbox.close();
  });

  test('a password is read from the file that the container has it in', async () => {
    const docker = fakeDocker({ ...published, variables: ['POSTGRES_PASSWORD_FILE=/run/secrets/db'], config: resolved });
    await expect(open(docker, specFolder())).rejects.toMatchObject({ message: expect.stringContaining('(28P01)') as string });
    expect(requested(docker, '')).toContain('container exec k-T cat /run/secrets/db');
  });

  const options = { project };
  test.each(['SIGTERM', 'SIGKILL'] as const)('after %s nothing of it is left, and what is not ours stays', async signal => {
    const docker = fakeDocker({ ...published, config: resolved });
    const place = specFolder();
    const others = await open(docker, specFolder());
    const before = docker.present();
    const child = startSandboxProgram(
      bundleSandboxProgram(specFolder()),
      place,
      { choice: 'docker', options, end: 'wait' },
      { path: docker.path },
    );
    await firstLine(child);
    expect(docker.present()).toHaveLength(8);
    child.kill(signal);
    await expectEmpty(place);
    expect(docker.present()).toEqual(before);
    await others.close();
    expect(docker.present()).toEqual([]);
  });

  test('killed while containers are made', async () => {
    const docker = fakeDocker({ ...published, config: resolved, hangs: true });
    const place = specFolder();
    const child = startSandboxProgram(
      bundleSandboxProgram(specFolder()),
      place,
      { choice: 'docker', options, end: 'wait' },
      { path: docker.path },
    );
    while (docker.present().length === 0) await pause(20);
    child.kill('SIGKILL');
    await expectEmpty(place);
    expect(docker.present()).toEqual([]);
  });

  test.each<[string, DockerOptions, RegExp]>([
    ['a compose project', {}, / (?:create|up) /],
    ['an image', { image: 'postgres:16' }, /^(?:create|run) /],
  ])('killed before the engine has made what it was to make, of %s', async (_, docker, making) => {
    const played = fakeDocker({ ...published, config: resolved, slow: 1000 });
    const place = specFolder();
    const child = startSandboxProgram(
      bundleSandboxProgram(specFolder()),
      place,
      { choice: 'docker', options: { project, docker }, end: 'wait' },
      { path: played.path },
    );
    while (!played.calls().some(call => making.test(call))) await pause(20);
    child.kill('SIGKILL');
    await expectEmpty(place);
    await pause(1500);
    expect(played.present()).toEqual([]);
  });

  test('the next run cleans up after one that was killed together with its keeper', async () => {
    const docker = fakeDocker({ ...published, config: resolved });
    const place = specFolder();
    const child = startSandboxProgram(
      bundleSandboxProgram(specFolder()),
      place,
      { choice: 'docker', options, end: 'linger' },
      { path: docker.path },
    );
    await firstLine(child);
    killWithKeeper(child, place);
    while (keepersIn(place).length > 0) await pause(20);
    expect(docker.present()).toHaveLength(4);
    const next = await openSandbox('native', {
      pgBin: postgres,
      project,
      env: { ...process.env, PATH: docker.path, TMPDIR: place },
    });
    expect(docker.present()).toEqual([]);
    await next.close();
    await expectEmpty(place);
  });
});

describe('says what is missing, and leaves nothing', () => {
  const refused = async (played: FakeDockerBehaviour, options: DockerOptions = {}): Promise<unknown> => {
    const docker = fakeDocker(played);
    const place = specFolder();
    const error: unknown = await open(docker, place, options).catch((reason: unknown) => reason);
    expect(docker.present()).toEqual([]);
    expect(folderLeftovers(place)).toEqual([]);
    return error;
  };
  const saying = (message: string, hint: string): unknown =>
    expect.objectContaining({
      name: 'SandboxError',
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining(hint) as string,
    });

  const gone = 'Cannot connect to the Docker daemon at unix:///x';
  test.each<{ readonly played: FakeDockerBehaviour; readonly options?: DockerOptions; readonly message: string; readonly hint: string }>([
    { played: { host: 'tcp://ada:s3cret@docker:2375' }, message: 'not on this machine: tcp://docker:2375', hint: 'docker context use' },
    { played: { failing: { version: gone } }, message: gone, hint: 'start Docker' },
    { played: { failing: { 'compose version': 'unknown command: docker compose' } }, message: 'unknown', hint: 'install the plugin' },
    { played: {}, options: { compose: ['no.yml'] }, message: 'api/no.yml cannot be read', hint: 'correct the name' },
    { played: {}, options: { service: 'pg' }, message: 'no service pg in docker-compose.yml', hint: 'name one of db, cache' },
    {
      played: { missing: ['postgres:0'], failing: { pull: 'manifest unknown' } },
      options: { image: 'postgres:0' },
      message: 'docker pull',
      hint: 'correct the name',
    },
    {
      played: { config: resolved, failing: { up: 'bind source path does not exist' } },
      message: 'docker compose up: ',
      hint: 'create the mounted folder',
    },
    {
      played: { config: resolved, failing: { 'container port': 'no port' } },
      message: 'container port: no port',
      hint: 'run the same docker command',
    },
    { played: { config: resolved, port: 1 }, message: 'has ended: FATAL: no space left', hint: 'correct what the service needs' },
    { played: { config: { ...resolved, name: 'shop' } }, message: 'the project is called shop', hint: '--image' },
  ])('$message', async ({ played, options, message, hint }) => {
    expect(await refused(played, options)).toEqual(saying(message, hint));
  });

  test('no docker', async () => {
    const place = specFolder();
    const bare = join(place, 'bin');
    mkdirSync(bare);
    writeFileSync(join(bare, 'nothing'), '');
    const env = { ...process.env, PATH: bare, TMPDIR: specFolder() };
    await expect(openSandbox('docker', { project, env })).rejects.toEqual(saying('docker is not installed here', 'install Docker'));
  });
});
