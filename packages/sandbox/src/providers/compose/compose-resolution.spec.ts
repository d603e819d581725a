import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projects } from '../../testing/compose/projects.js';
import { specProjectFolder } from '../../testing/real-frameworks.js';
import { audit } from './audit.js';
import { isolate } from './isolate.js';
import { ProjectNames } from './project-names.js';

// `config` needs no engine. Where the plugin is missing, any program serves that takes the same arguments, such as one on compose-go, its loader.
const docker = process.env['ONELEAF_DOCKER'] ?? 'docker';
const names = new ProjectNames('0123456789abcdef');

interface Service {
  readonly [key: string]: unknown;
  readonly container_name?: string;
  readonly depends_on?: object;
  readonly deploy?: object;
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly ports?: readonly { readonly target: number; readonly protocol: string; readonly published?: string }[];
  readonly volumes?: readonly { readonly target: string }[];
}

interface Resolved {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, { readonly name: string }>>;
  readonly volumes?: Readonly<Record<string, { readonly name: string }>>;
}

function config(project: string, folder: string, files: readonly string[]): Resolved {
  const args = ['--project-name', project, ...files.flatMap(file => ['--file', file]), '--project-directory', folder];
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], COMPOSE_PROFILES: 'database' };
  const said = execFileSync(docker, ['compose', ...args, 'config', '--format', 'json'], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(said) as Resolved;
}

/** The project and its copy, as Compose understands them. */
function both(files: Readonly<Record<string, string>>): { readonly team: Resolved; readonly copy: Resolved } {
  const folder = specProjectFolder(files);
  const compose = Object.keys(files).filter(path => /compose/.test(path));
  const { files: copies, project } = isolate(
    compose.map(path => ({ path, text: files[path] ?? '' })),
    { token: names.token, env: {}, database: 'db' },
  );
  const aside = join(folder, 'aside');
  mkdirSync(aside);
  const paths = copies.map(({ path, text }) => {
    writeFileSync(join(aside, path), text);
    return join(aside, path);
  });
  const team = config(
    'team',
    folder,
    compose.map(path => join(folder, path)),
  );
  return { team, copy: config(project, folder, paths) };
}

/** What neither names nor moves anything: the same in both. */
const kept = [
  'command',
  'configs',
  'deploy',
  'entrypoint',
  'environment',
  'expose',
  'profiles',
  'scale',
  'secrets',
  'stdin_open',
  'tmpfs',
  'tty',
];

function same({ ports = [], volumes = [], ...service }: Service): unknown {
  return {
    ...Object.fromEntries(kept.map(key => [key, service[key]])),
    mounts: volumes.map(({ target }) => target).sort(),
    ports: [...new Set(ports.map(({ target, protocol }) => `${target}/${protocol}`))].sort(),
  };
}

/** The database is always published; nothing is started again. */
function expected(name: string, { ports = [], deploy, ...service }: Service): unknown {
  const published = name === 'db' ? [...ports, { target: 5432, protocol: 'tcp' }] : ports;
  return same({ ...service, ports: published, ...(deploy && { deploy: { ...deploy, restart_policy: undefined } }) });
}

function body(): void {
  describe.each(Object.entries(projects))('%s', (_, files) => {
    const { team, copy } = both(files);
    const started = new Set(Object.keys(copy.services));

    test('is ours alone', () => expect(audit(copy, names, started)).toEqual([]));

    test('does the same under other names', () => {
      expect(Object.keys(copy.services).sort()).toEqual(
        Object.keys(team.services)
          .map(name => names.renamed(name))
          .sort(),
      );
      for (const [name, service] of Object.entries(team.services)) {
        const ours = copy.services[names.renamed(name)] ?? {};
        expect(same(ours)).toEqual(expected(name, service));
        expect(Object.keys(ours.depends_on ?? {})).toEqual(Object.keys(service.depends_on ?? {}).map(one => names.renamed(one)));
        expect(Object.keys(ours.networks ?? {})).toEqual(Object.keys(service.networks ?? {}).map(one => names.network(one)));
      }
    });

    test('has every service under its old names, and no other under them', () => {
      for (const [name, { container_name: container = name, networks = {} }] of Object.entries(team.services)) {
        for (const network of Object.keys(networks)) {
          const answering = (called: string): string[] =>
            Object.keys(copy.services).filter(one => copy.services[one]?.networks?.[names.network(network)]?.aliases?.includes(called));
          expect(answering(name)).toEqual([names.renamed(name)]);
          expect(answering(container)).toEqual([names.renamed(name)]);
        }
      }
    });

    test('names nothing that the team’s project would make or use', () => {
      const made = ({ name, services, networks = {}, volumes = {} }: Resolved): string[] => [
        name,
        ...Object.keys(services),
        ...Object.values(services).flatMap(service =>
          [service.container_name ?? [], (service.ports ?? []).map(({ published }) => published ?? [])].flat(2),
        ),
        ...[networks, volumes].flatMap(kind =>
          Object.entries(kind).flatMap(([key, one]) => (key === 'default' ? [one.name] : [key, one.name])),
        ),
      ];
      expect(made(copy).filter(one => made(team).includes(one))).toEqual([]);
    });
  });
}

// jest.config.cjs leaves it out where nothing answers to `docker compose`.
describe('as docker compose config resolves it', body);
