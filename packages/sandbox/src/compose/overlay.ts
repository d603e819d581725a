import { stringify } from 'yaml';
import type { Model, Service } from './model.js';
import type { Names } from './names.js';

const title = '# What oneleaf adds to the copies before this one: who made it, and the names by which services know each other.\n';

export interface Started {
  readonly needed: ReadonlySet<string>;
  readonly database?: string;
}

// The engine chooses the port on 127.0.0.1; the same item twice in two files is one to Compose.
const DATABASE_PORT = '127.0.0.1::5432';

const form = { aliasDuplicateObjects: false, lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const;

/** The last file of the project: merged after `extends` and merge keys, by which the names of one service would reach another. */
export function overlay(model: Model, names: Names, started: Started): string {
  const { labels } = names;
  const joined = [...model.services.values()].flatMap(({ networks }) => networks);
  const networks = ['default', ...model.networks, ...joined].map(name => [names.network(name), { labels }] as const);
  const volumes = model.volumes.map(name => [names.renamed(name), { labels }] as const);
  const services = [...model.services].map(([name, service]) => [names.renamed(name), addition(name, service, names, started)] as const);
  const content = { name: names.project, services: mapOf(services), networks: mapOf(networks), volumes: mapOf(volumes) };
  return title + stringify(content, form);
}

function addition(name: string, service: Service, names: Names, { needed, database }: Started): object {
  const { labels } = names;
  return {
    labels,
    ...(service.mode === undefined && { networks: joining(name, service, names) }),
    // An image of the team's name would be the team's to everybody else.
    ...(service.builds
      ? { image: `${names.project}/${name.toLowerCase()}`, build: { labels }, pull_policy: 'build' }
      : { pull_policy: 'missing' }),
    ...(name === database && { ports: [DATABASE_PORT] }),
    ...(needed.has(name) ? {} : { profiles: ['not-started'] }),
  };
}

/** The networks of a service, in each of which it answers to its old names. */
function joining(name: string, { networks, container }: Service, names: Names): object {
  const aliases = [...new Set([name, container ?? name])];
  return mapOf((networks.length === 0 ? ['default'] : networks).map(network => [names.network(network), { aliases }] as const));
}

function mapOf<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries<T>(entries);
}
