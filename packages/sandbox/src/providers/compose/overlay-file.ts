import { stringify } from 'yaml';
import type { ComposeModel, ComposeService } from './model.js';
import type { ProjectNames } from './project-names.js';

const title = '# What oneleaf adds to the copies before this one: who made it, and the names by which services know each other.\n';

export interface OverlayServices {
  readonly needed: ReadonlySet<string>;
  readonly database?: string;
}

// Docker chooses the port on 127.0.0.1. Compose treats an equal item in two files as one.
const DATABASE_PORT = '127.0.0.1::5432';

const yamlFormat = { aliasDuplicateObjects: false, lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const;

/** The last file of the project: merged after `extends` and merge keys, by which the names of one service would reach another. */
export function overlayText(model: ComposeModel, names: ProjectNames, started: OverlayServices): string {
  const { labels } = names;
  const joined = [...model.services.values()].flatMap(({ networks }) => networks);
  const networks = ['default', ...model.networks, ...joined].map(name => [names.network(name), { labels }] as const);
  const volumes = model.volumes.map(name => [names.renamed(name), { labels }] as const);
  const services = [...model.services].map(
    ([name, service]) => [names.renamed(name), serviceAddition(name, service, names, started)] as const,
  );
  const content = { name: names.project, services: mapOf(services), networks: mapOf(networks), volumes: mapOf(volumes) };
  return title + stringify(content, yamlFormat);
}

function serviceAddition(name: string, service: ComposeService, names: ProjectNames, { needed, database }: OverlayServices): object {
  const { labels } = names;
  return {
    labels,
    ...(service.mode === undefined && { networks: serviceNetworks(name, service, names) }),
    // An image of the team's name would be the team's to everybody else.
    ...(service.builds
      ? { image: `${names.project}/${name.toLowerCase()}`, build: { labels }, pull_policy: 'build' }
      : { pull_policy: 'missing' }),
    ...(name === database && { ports: [DATABASE_PORT] }),
    ...(needed.has(name) ? {} : { profiles: ['not-started'] }),
  };
}

/** The networks of a service, in each of which it answers to its old names. */
function serviceNetworks(name: string, { networks, container }: ComposeService, names: ProjectNames): object {
  const aliases = [...new Set([name, container ?? name])];
  return mapOf((networks.length === 0 ? ['default'] : networks).map(network => [names.network(network), { aliases }] as const));
}

function mapOf<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries<T>(entries);
}
