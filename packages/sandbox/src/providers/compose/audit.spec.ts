import { audit } from './audit.js';
import { ProjectNames } from './project-names.js';

const token = '0123456789abcdef';
const labels = { 'dev.oneleaf.token': token };
const ours = {
  labels,
  networks: { default: null },
  ports: [{ host_ip: '127.0.0.1', target: 5432, protocol: 'tcp' }],
  volumes: [
    { type: 'bind', source: '/src', target: '/src', read_only: true, bind: { create_host_path: false } },
    { type: 'volume', source: `data_${token}`, target: '/data' },
    { type: 'volume', target: '/var/lib/postgresql/data' },
  ],
};
const resolved = {
  name: `oneleaf-${token}`,
  services: { [`db_${token}`]: ours, proxy: { network_mode: 'host' } },
  networks: { default: { name: `oneleaf-${token}_default`, labels, ipam: {} } },
};
const judged = (project: object): string[] => audit(project, new ProjectNames(token), new Set([`db_${token}`]));

test('what is ours alone passes, and what is not started is of no matter', () => {
  expect(judged(resolved)).toEqual([]);
});

test.each<[string, object]>([
  ['publishes 5432 at 0.0.0.0:5432', { ports: [{ target: 5432, published: '5432' }] }],
  ['publishes 5432 at 127.0.0.1:5432', { ports: [{ target: 5432, published: '5432', host_ip: '127.0.0.1' }] }],
  ['writes to /srv', { volumes: [{ type: 'bind', source: '/srv', target: '/x' }] }],
  ['writes to /srv', { volumes: [{ type: 'bind', source: '/srv', target: '/x', read_only: true, bind: { create_host_path: true } }] }],
  ['has the volume live', { volumes: [{ type: 'volume', source: 'live', target: '/x' }] }],
  ['joins live', { networks: { live: null } }],
  ['is the container shop-db', { container_name: 'shop-db' }],
  ['does not have the token', { labels: { 'dev.oneleaf.token': 'another' } }],
  ['privileged may do anything on this machine', { privileged: true }],
  [
    'volumes[0] gives access to Docker itself',
    { volumes: [{ type: 'bind', source: '/var/run/docker.sock', target: '/s', read_only: true }] },
  ],
  ['builds the image shop', { build: {}, image: 'shop' }],
  ['restarts always', { restart: 'always' }],
])('%s', (message, service) => {
  expect(judged({ ...resolved, services: { [`db_${token}`]: { ...ours, ...service } } })).toEqual([`services.db_${token}: ${message}`]);
});

test.each<[string, object]>([
  ['the project is called shop', { name: 'shop' }],
  [`services.db_${token}: does not have the token`, { services: {} }],
  ['volumes.data: is called live', { volumes: { data: { name: 'live', labels } } }],
  ['volumes.data: belongs to others', { volumes: { data: { name: `data_${token}`, labels, external: true } } }],
  ['volumes.data: has a driver', { volumes: { data: { name: `data_${token}`, labels, driver_opts: { device: '/srv' } } } }],
  ['volumes.data: does not have the token', { volumes: { data: { name: `data_${token}` } } }],
  ['networks.lan: has a driver', { networks: { lan: { name: `oneleaf-${token}_lan`, labels, driver: 'macvlan' } } }],
])('%s', (message, project) => {
  expect(judged({ ...resolved, ...project })).toEqual([message]);
});
