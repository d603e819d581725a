import { describeWithPython } from '@oneleaf/frameworks/testing';
import { gitRepo } from '@oneleaf/git/testing';
import { fakeDocker } from '@oneleaf/sandbox/testing';
import { ALEMBIC } from '../testing/spec-project.js';
import { oneleaf } from '../testing/oneleaf.js';

const compose = 'services: { pg: { build: ./pg }, cache: { image: redis }, roles: { image: roles } }\n';

describeWithPython('verify in a container', python => {
  test.each<[string, object, readonly string[], RegExp]>([
    ['an image that is asked for', {}, ['--image', 'postgis/postgis:16-3.4'], /^create .* postgis\/postgis:16-3\.4$/],
    ['an image that is declared', { docker: { image: 'pgvector/pgvector:pg16' } }, [], /^create .* pgvector\/pgvector:pg16$/],
    ['what is asked for weighs more', { docker: { image: 'postgres' } }, ['--image', 'postgis/postgis'], /^create .* postgis\/postgis$/],
    [
      'a service that is asked for',
      {},
      ['--compose', 'ci/stack.yml', '--service', 'pg'],
      /--project-directory \S+\/ci config --format json pg_\w+$/,
    ],
    [
      'services that are declared',
      { docker: { compose: ['ci/stack.yml'], service: 'pg', besides: ['roles'] } },
      [],
      /--project-directory \S+\/ci config --format json pg_\w+ roles_\w+$/,
    ],
  ])('%s', async (_, declared, more, call) => {
    const docker = fakeDocker({ port: 1, config: {} });
    const repo = gitRepo({
      main: { ...ALEMBIC, 'ci/stack.yml': compose, 'oneleaf.json': JSON.stringify({ projects: [{ folder: 'db', ...declared }] }) },
    });
    const { exitCode } = await oneleaf(repo, ['verify', '--python', python.newest, ...more], { env: { PATH: docker.path } });
    expect(docker.calls()).toContainEqual(expect.stringMatching(call));
    // Nothing is behind it: no verdict, and nothing left.
    expect([exitCode, docker.present()]).toEqual([3, []]);
  });
});
