import { join } from 'node:path';
import { specProjectFolder } from '../../testing/real-frameworks.js';
import { findComposeFiles } from './compose-files.js';

const top = specProjectFolder({
  'compose.yml': 'first',
  'docker-compose.yaml': 'second',
  'docker-compose.override.yml': 'over',
  'api/alembic.ini': '',
  'ci/stack.yml': 'stack',
  'ci/.env': "TAG=16\nIMAGE=postgres:${TAG}\nHOST_PORT='1'\nSET=file\n",
  'deploy/.env': 'COMPOSE_FILE=../ci/stack.yml|../compose.yml\nCOMPOSE_PATH_SEPARATOR="|"\n',
  'bare/x': '',
});
const found = (folder: string, env = {}, named?: readonly string[]): readonly string[] => {
  const { folder: home, files } = findComposeFiles(join(top, folder), env, named);
  return [home.slice(top.length), ...files.map(({ path, text }) => `${path}: ${text}`)];
};

test('those that Compose takes by itself, also from a folder below, with their override', () => {
  const usual = ['', 'compose.yml: first', 'docker-compose.override.yml: over'];
  expect(found('.')).toEqual(usual);
  expect(found('api')).toEqual(usual);
});

test('those that are named, and only those; the first says what paths are relative to', () => {
  expect(found('.', { COMPOSE_FILE: 'compose.yml' }, ['ci/stack.yml', 'compose.yml'])).toEqual([
    '/ci',
    'stack.yml: stack',
    '../compose.yml: first',
  ]);
});

test('those of COMPOSE_FILE, set or in .env', () => {
  expect(found('.', { COMPOSE_FILE: 'ci/stack.yml' })).toEqual(['/ci', 'stack.yml: stack']);
  expect(found('deploy')).toEqual(['/ci', 'stack.yml: stack', '../compose.yml: first']);
});

test('variables are those that are set, and then those of .env beside the first file', () => {
  const { variables } = findComposeFiles(join(top, 'ci'), { SET: 'shell' }, ['stack.yml']);
  expect(variables).toEqual({ TAG: '16', IMAGE: 'postgres:16', HOST_PORT: '1', SET: 'shell' });
});

test('none is said, with what helps', () => {
  expect(() => findComposeFiles('/', {})).toThrow('no compose file in / or above it');
});
