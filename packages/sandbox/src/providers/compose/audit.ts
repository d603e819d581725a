import { LABEL, type ProjectNames } from './project-names.js';
import { isTrue, listOf, recordOf, scalarText } from './plain-values.js';
import { serviceRefusals } from './refusals.js';

/** What in a project, as `docker compose config --format json` resolves it, would not be ours alone: `services.db: publishes 5432`. */
export function audit(resolved: unknown, names: ProjectNames, started: ReadonlySet<string>): string[] {
  const { name, services, networks, volumes } = recordOf(resolved);
  const wrong = name === names.project ? [] : [`the project is called ${String(name)}`];
  for (const service of started) {
    const content = recordOf(recordOf(services)[service]);
    const found = [...serviceRefusals(content).map(({ at, reason }) => `${at} ${reason}`), ...serviceProblems(content, names)];
    wrong.push(...found.map(text => `services.${service}: ${text}`));
  }
  for (const [kind, declared] of Object.entries({ networks, volumes })) {
    for (const [key, one] of Object.entries(recordOf(declared))) {
      wrong.push(...resourceProblems(recordOf(one), names).map(text => `${kind}.${key}: ${text}`));
    }
  }
  return wrong;
}

type ResolvedEntry = Readonly<Record<string, unknown>>;

function serviceProblems(service: ResolvedEntry, names: ProjectNames): string[] {
  const { container_name: container, image, build, networks, restart = 'no' } = service;
  return [
    ...missingToken(service, names),
    ...listOf(service['ports']).flatMap(port => portProblems(recordOf(port))),
    ...listOf(service['volumes']).flatMap(mount => mountProblems(recordOf(mount), names)),
    ...Object.keys(recordOf(networks))
      .filter(name => name !== names.network(name))
      .map(name => `joins ${name}`),
    ...(container === undefined || isOwnName(container, names) ? [] : [`is the container ${scalarText(container) ?? ''}`]),
    ...(build === undefined || String(image).startsWith(`${names.project}/`) ? [] : [`builds the image ${String(image)}`]),
    ...(restart === 'no' ? [] : [`restarts ${String(restart)}`]),
  ];
}

function missingToken({ labels }: ResolvedEntry, { token }: ProjectNames): string[] {
  return recordOf(labels)[LABEL] === token ? [] : ['does not have the token'];
}

function isOwnName(name: unknown, names: ProjectNames): boolean {
  return typeof name === 'string' && name === names.renamed(name);
}

function portProblems({ published, host_ip: host, target }: ResolvedEntry): string[] {
  const free = (published === undefined || published === '') && host === '127.0.0.1';
  return free ? [] : [`publishes ${String(target)} at ${scalarText(host) ?? '0.0.0.0'}:${scalarText(published) ?? ''}`];
}

function mountProblems({ type, source, read_only: readOnly, bind }: ResolvedEntry, names: ProjectNames): string[] {
  if (type === 'bind') return isTrue(readOnly) && !isTrue(recordOf(bind)['create_host_path']) ? [] : [`writes to ${String(source)}`];
  return type !== 'volume' || source === undefined || source === '' || isOwnName(source, names)
    ? []
    : [`has the volume ${scalarText(source) ?? ''}`];
}

function resourceProblems(one: ResolvedEntry, names: ProjectNames): string[] {
  const { name, external, driver, driver_opts: options } = one;
  const named = isOwnName(name, names) || String(name).startsWith(`${names.project}_`);
  return [
    ...missingToken(one, names),
    ...(named ? [] : [`is called ${String(name)}`]),
    ...(isTrue(external) ? ['belongs to others'] : []),
    ...(['undefined', 'bridge', 'local'].includes(String(driver)) && Object.keys(recordOf(options)).length === 0 ? [] : ['has a driver']),
  ];
}
