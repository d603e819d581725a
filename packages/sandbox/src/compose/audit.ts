import { LABEL, type Names } from './names.js';
import { isTrue, listOf, recordOf, said } from './plain.js';
import { refusals } from './refusals.js';

/** What in a project, as `docker compose config --format json` resolves it, would not be ours alone: `services.db: publishes 5432`. */
export function audit(resolved: unknown, names: Names, started: ReadonlySet<string>): string[] {
  const { name, services, networks, volumes } = recordOf(resolved);
  const wrong = name === names.project ? [] : [`the project is called ${String(name)}`];
  for (const service of started) {
    const content = recordOf(recordOf(services)[service]);
    const found = [...refusals(content).map(({ at, reason }) => `${at} ${reason}`), ...claims(content, names)];
    wrong.push(...found.map(text => `services.${service}: ${text}`));
  }
  for (const [kind, declared] of Object.entries({ networks, volumes })) {
    for (const [key, one] of Object.entries(recordOf(declared))) {
      wrong.push(...resource(recordOf(one), names).map(text => `${kind}.${key}: ${text}`));
    }
  }
  return wrong;
}

type Said = Readonly<Record<string, unknown>>;

function claims(service: Said, names: Names): string[] {
  const { container_name: container, image, build, networks, restart = 'no' } = service;
  return [
    ...mine(service, names),
    ...listOf(service['ports']).flatMap(port => publishes(recordOf(port))),
    ...listOf(service['volumes']).flatMap(mount => mounts(recordOf(mount), names)),
    ...Object.keys(recordOf(networks))
      .filter(name => name !== names.network(name))
      .map(name => `joins ${name}`),
    ...(container === undefined || isOurs(container, names) ? [] : [`is the container ${said(container) ?? ''}`]),
    ...(build === undefined || String(image).startsWith(`${names.project}/`) ? [] : [`builds the image ${String(image)}`]),
    ...(restart === 'no' ? [] : [`restarts ${String(restart)}`]),
  ];
}

function mine({ labels }: Said, { token }: Names): string[] {
  return recordOf(labels)[LABEL] === token ? [] : ['does not carry the token'];
}

function isOurs(name: unknown, names: Names): boolean {
  return typeof name === 'string' && name === names.renamed(name);
}

function publishes({ published, host_ip: host, target }: Said): string[] {
  const free = (published === undefined || published === '') && host === '127.0.0.1';
  return free ? [] : [`publishes ${String(target)} at ${said(host) ?? '0.0.0.0'}:${said(published) ?? ''}`];
}

function mounts({ type, source, read_only: readOnly, bind }: Said, names: Names): string[] {
  if (type === 'bind') return isTrue(readOnly) && !isTrue(recordOf(bind)['create_host_path']) ? [] : [`writes to ${String(source)}`];
  return type !== 'volume' || source === undefined || source === '' || isOurs(source, names)
    ? []
    : [`has the volume ${said(source) ?? ''}`];
}

function resource(one: Said, names: Names): string[] {
  const { name, external, driver, driver_opts: options } = one;
  const named = isOurs(name, names) || String(name).startsWith(`${names.project}_`);
  return [
    ...mine(one, names),
    ...(named ? [] : [`is called ${String(name)}`]),
    ...(isTrue(external) ? ['is of others'] : []),
    ...(['undefined', 'bridge', 'local'].includes(String(driver)) && Object.keys(recordOf(options)).length === 0 ? [] : ['has a driver']),
  ];
}
