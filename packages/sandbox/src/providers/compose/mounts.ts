import { posix } from 'node:path';
import { recordOf } from './plain-values.js';

/** A mount in its short form: `[SOURCE:]TARGET[:OPTIONS]`. */
export interface Mount {
  readonly source: string | undefined;
  readonly target: string;
  readonly options: string | undefined;
}

export function readMount(text: string): Mount {
  // A drive of Windows is no source.
  const [, drive = '', rest = ''] = /^([a-z]:(?=[\\/]))?(.*)$/is.exec(text) ?? [];
  const [first = '', second, options] = rest.split(':');
  return second === undefined ? { source: undefined, target: text, options } : { source: drive + first, target: second, options };
}

/** A folder or file of this machine; what else is a source is the name of a volume. */
export function isPath(source: string): boolean {
  return /^([./~\\]|[a-z]:[\\/])/i.test(source);
}

const engineSocket = /(^|\/)(docker|containerd|podman|crio)[^/]*\.sock$/;
const machineFolders = new Set([
  '/',
  '/boot',
  '/dev',
  '/etc',
  '/proc',
  '/root',
  '/run',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/lib/docker',
  '/var/run',
]);
const machineSubfolders = /^\/(dev|proc|sys|var\/lib\/docker)\//;

/** Why a mount, in either form, leads to the machine itself. */
export function machineAccess(mount: unknown): string | undefined {
  const { type, source } = typeof mount === 'string' ? { type: undefined, source: readMount(mount).source } : recordOf(mount);
  if (type === 'npipe' || type === 'cluster') return `is a mount of the type ${type}`;
  if (typeof source !== 'string' || !isPath(source)) return undefined;
  const path = source === '/' ? source : posix.normalize(source).replace(/\/$/, '');
  if (engineSocket.test(path)) return 'gives access to Docker itself';
  return machineFolders.has(path) || machineSubfolders.test(path) ? 'is a part of this machine' : undefined;
}

const dataFolders = [
  ...['/var/lib/postgresql', '/var/lib/pgsql', '/var/lib/mysql', '/var/lib/mariadb', '/var/lib/mongodb', '/data', '/bitnami'],
  ...['/var/lib/redis', '/var/lib/valkey', '/var/lib/rabbitmq', '/var/lib/clickhouse', '/var/lib/elasticsearch', '/home/postgres/pgdata'],
  ...['/usr/share/elasticsearch/data', '/usr/share/opensearch/data', '/var/lib/influxdb', '/var/lib/influxdb2', '/var/lib/cassandra'],
  ...['/var/lib/neo4j', '/qdrant/storage', '/meili_data', '/nats', '/etcd-data', '/prometheus', '/var/lib/grafana'],
];

/** Whether a database has its data there: a path of the container's, by where images have it, or by what PGDATA says. */
export function isDataFolder(target: string, data?: string): boolean {
  const path = posix.normalize(target).replace(/\/$/, '');
  const inside = (store: string): boolean => path === store || path.startsWith(`${store}/`);
  return dataFolders.some(inside) || (data !== undefined && (inside(data) || data.startsWith(`${path}/`)));
}
