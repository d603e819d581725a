import { addToGroup } from '@oneleaf/core';
import { namesOf, recordOf, scalarText } from './plain-values.js';

/** What the files together say of a service, whichever of them says it, and whatever it extends. */
export interface ComposeService {
  readonly networks: readonly string[];
  readonly mode: string | undefined;
  readonly container: string | undefined;
  readonly image: string | undefined;
  readonly builds: boolean;
  /** Services that are started with it, or that it is made of. */
  readonly needs: readonly string[];
  /** The data folder that its environment sets. */
  readonly data: string | undefined;
}

export interface ComposeModel {
  readonly services: ReadonlyMap<string, ComposeService>;
  /** By `container_name`. */
  readonly containers: ReadonlyMap<string, string>;
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/** Reads the files of one project, in the order of `-f`. */
export function composeModel(files: readonly unknown[]): ComposeModel {
  const entries = new Map<string, ServiceEntry[]>();
  for (const file of files) {
    for (const [name, service] of Object.entries(recordOf(recordOf(file)['services']))) {
      addToGroup(entries, name, recordOf(service));
    }
  }
  const containers = new Map<string, string>();
  for (const [name, all] of entries) {
    const container = lastText(all, 'container_name');
    if (container !== undefined) containers.set(container, name);
  }
  const services = new Map([...entries.keys()].map(name => [name, serviceOf(entriesWithBases(name, entries), containers)]));
  const declared = (kind: string): string[] => [...new Set(files.flatMap(file => Object.keys(recordOf(recordOf(file)[kind]))))];
  return { services, containers, networks: declared('networks'), volumes: declared('volumes') };
}

/** Services and all that they need. */
export function withNeededServices(services: ComposeModel['services'], wanted: readonly string[]): Set<string> {
  const found = new Set(wanted);
  for (const name of found) for (const needed of services.get(name)?.needs ?? []) found.add(needed);
  return found;
}

type ServiceEntry = Readonly<Record<string, unknown>>;

/** What the files say of a service, after what they say of the services that it extends. */
function entriesWithBases(name: string, entries: ReadonlyMap<string, ServiceEntry[]>, through: readonly string[] = []): ServiceEntry[] {
  const own = entries.get(name) ?? [];
  const bases = own.flatMap(one => baseServices(one)).filter(base => ![...through, name].includes(base));
  return [...bases.flatMap(base => entriesWithBases(base, entries, [...through, name])), ...own];
}

function baseServices({ extends: base }: ServiceEntry): string[] {
  if (base === undefined) return [];
  return [typeof base === 'string' ? base : String(recordOf(base)['service'])];
}

function serviceOf(all: readonly ServiceEntry[], containers: ReadonlyMap<string, string>): ComposeService {
  const mode = lastText(all, 'network_mode');
  return {
    mode,
    networks: mode === undefined ? [...new Set(all.flatMap(({ networks }) => namesOf(networks)))] : [],
    container: lastText(all, 'container_name'),
    image: lastText(all, 'image'),
    builds: all.some(({ build }) => build !== undefined && build !== null),
    needs: [...new Set(all.flatMap(one => neededServices(one, containers)))],
    data: all.map(({ environment }) => environmentVariable(environment, 'PGDATA')).findLast(found => found !== undefined),
  };
}

function lastText(all: readonly ServiceEntry[], key: string): string | undefined {
  const found = all.map(one => one[key]).findLast(value => typeof value === 'string');
  return typeof found === 'string' ? found : undefined;
}

function neededServices(one: ServiceEntry, containers: ReadonlyMap<string, string>): string[] {
  const first = (value: unknown): string[] => namesOf(value).map(text => text.split(':')[0] ?? text);
  const shared = ['network_mode', 'ipc', 'pid'].flatMap(key => {
    const [, kind, name = ''] = /^(service|container):(.+)$/.exec(String(one[key])) ?? [];
    return kind === 'service' ? [name] : [containers.get(name) ?? []].flat();
  });
  const mounted = first(one['volumes_from']).filter(name => name !== 'container');
  const contexts = Object.values(recordOf(recordOf(one['build'])['additional_contexts'])).flatMap(value =>
    /^service:(.+)$/.exec(String(value))?.slice(1),
  );
  return [...namesOf(one['depends_on']), ...first(one['links']), ...mounted, ...shared, ...baseServices(one), ...contexts].filter(
    name => name !== undefined,
  );
}

/** From a list of `NAME=value`, or a mapping. */
function environmentVariable(environment: unknown, name: string): string | undefined {
  const line = namesOf(environment).find(one => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1) ?? scalarText(recordOf(environment)[name]);
}
