import { isolate } from './isolate.js';

const isolated = (text: string, wanted?: readonly string[]): unknown => {
  try {
    return isolate([{ path: 'compose.yaml', text }], {
      token: '0123456789abcdef',
      env: { SOCK: '/run/docker.sock' },
      ...(wanted && { wanted }),
    }).services;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ['privileged: true', 'privileged: may do anything on this machine'],
  ['privileged: yes', 'privileged: may do anything on this machine'],
  ['privileged: ${NONE:-true}', 'privileged: may do anything on this machine'],
  ['cap_add: [NET_BIND_SERVICE, CAP_SYS_ADMIN]', 'cap_add: may do anything on this machine'],
  ['devices: ["/dev/sda:/dev/sda"]', 'devices: is a device of this machine'],
  ['network_mode: host', 'network_mode: is the network of this machine, or of others'],
  ['network_mode: bridge', 'network_mode: is the network of this machine, or of others'],
  ['network_mode: container:live', 'network_mode: is that of a container of others'],
  ['pid: host', 'pid: sees the processes of this machine'],
  ['ipc: container:live', 'ipc: is that of a container of others'],
  ['external_links: [live:db]', 'external_links: leads to containers of others'],
  ['volumes_from: ["container:live"]', 'volumes_from: has the volumes of a container of others'],
  ['extends: { file: base.yaml, service: db }', 'extends: is in a file of its own'],
  ['build: { context: ., network: host }', 'build: is built with the network or the rights of this machine'],
  ['extra_hosts: ["host.docker.internal:host-gateway"]', 'extra_hosts: leads to what listens on this machine'],
  ['environment: { DB: "postgres://host.docker.internal/live" }', 'environment: leads to what listens on this machine'],
  ['volumes: [x, "/var/run/docker.sock:/var/run/docker.sock:ro"]', 'volumes[1]: gives access to Docker itself'],
  ['volumes: ["${SOCK}:/sock"]', 'volumes[0]: gives access to Docker itself'],
  ['volumes: ["/:/host:ro"]', 'volumes[0]: is a part of this machine'],
  ['volumes: [{ type: bind, source: /proc/, target: /p }]', 'volumes[0]: is a part of this machine'],
  ['volumes: [{ type: npipe, source: p, target: p }]', 'volumes[0]: is a mount of the type npipe'],
  ['volumes: ["data:/data"]', 'volumes[0]: is a volume, data, that the file does not declare'],
  ['ports: ["${NONE}"]', 'ports[0]: no port can be read from '],
  ['post_start: [{ command: x, privileged: true }]', 'post_start: may do anything on this machine'],
  ['newest_thing: 1', 'newest_thing: is not known here'],
])('%s', (line, reason) => {
  const text = `services:\n  db: { image: postgres }\n  api:\n    depends_on: [db]\n    ${line}\n  web: { depends_on: [api] }\n`;
  const expected = `compose.yaml: services.api.${reason}, and cannot be isolated`;
  expect(isolated(text)).toBe(expected);
  expect(isolated(text, ['web'])).toBe(expected);
  // What is not started harms nobody.
  expect(isolated(text, ['db'])).toBeInstanceOf(Map);
});

test.each([
  ['include: [other.yaml]', 'compose.yaml: include: brings in other files'],
  ['models: { llm: {} }', 'compose.yaml: models: is not known here, and cannot be isolated'],
  ['services: [', 'compose.yaml cannot be read: '],
  ['services: { db: &db [ *nobody ] }', 'compose.yaml cannot be read: '],
])('%s', (text, message) => {
  expect(isolated(text)).toContain(message);
});

test('a service that is not there is said, with those that are', () => {
  expect(() =>
    isolate([{ path: 'compose.yaml', text: 'services: { db: {}, api: {} }' }], { token: '0', env: {}, wanted: ['postgres'] }),
  ).toThrow(expect.objectContaining({ message: 'no service postgres in compose.yaml', hint: 'name one of db, api' }) as Error);
});
