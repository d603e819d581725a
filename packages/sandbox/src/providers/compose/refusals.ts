import { machineAccess } from './mounts.js';
import { isTrue, listOf, namesOf, recordOf } from './plain-values.js';

/** What of a service cannot be isolated from the rest of the machine. */
export interface ServiceRefusal {
  /** Below the service: `privileged`, `volumes[2]`. */
  readonly at: string;
  readonly reason: string;
}

type ServiceCheck = (value: unknown) => string | undefined;

const capabilities = new Set(['ALL', 'SYS_ADMIN', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_BOOT', 'SYS_TIME', 'MKNOD', 'BPF']);
const hostAddress = /host[.-]gateway|(host|gateway)\.docker\.internal/;

const when =
  (reason: string, test: (value: unknown) => boolean): ServiceCheck =>
  value =>
    test(value) ? reason : undefined;
const some = (reason: string): ServiceCheck => when(reason, value => namesOf(value).length > 0);
const host = (reason: string): ServiceCheck => when(reason, value => value === 'host');
const always = (reason: string): ServiceCheck => when(reason, () => true);

const serviceChecks: Readonly<Record<string, ServiceCheck>> = {
  privileged: when('may do anything on this machine', isTrue),
  use_api_socket: when('gives access to Docker itself', isTrue),
  cap_add: when('may do anything on this machine', value =>
    namesOf(value).some(name => capabilities.has(name.replace(/^CAP_/, '').toUpperCase())),
  ),
  devices: when('is a device of this machine', value => listOf(value).length > 0),
  device_cgroup_rules: some('is a device of this machine'),
  network_mode: when('is the network of this machine, or of others', value => !/^(none|service:.+|container:.+)$/.test(String(value))),
  pid: host('sees the processes of this machine'),
  ipc: host('shares the memory of this machine'),
  uts: host('is the name of this machine'),
  cgroup: host('is a part of this machine'),
  userns_mode: host('has the users of this machine'),
  cgroup_parent: always('is a part of this machine'),
  external_links: some('leads to containers of others'),
  volumes_from: when('has the volumes of a container of others', value => namesOf(value).some(name => name.startsWith('container:'))),
  provider: always('is run by a program of this machine'),
  extends: when('is in a file of its own', value => recordOf(value)['file'] !== undefined),
  build: when('is built with the network or the rights of this machine', value => {
    const { network, privileged, entitlements } = recordOf(value);
    return network === 'host' || isTrue(privileged) || namesOf(entitlements).length > 0;
  }),
  extra_hosts: when('leads to what listens on this machine', value => hostAddress.test(JSON.stringify(value))),
  environment: when('leads to what listens on this machine', value => hostAddress.test(JSON.stringify(value))),
  command: when('leads to what listens on this machine', value => hostAddress.test(JSON.stringify(value))),
  post_start: when('may do anything on this machine', value => listOf(value).some(hook => isTrue(recordOf(hook)['privileged']))),
  pre_stop: when('may do anything on this machine', value => listOf(value).some(hook => isTrue(recordOf(hook)['privileged']))),
};

// Of a service, in the Compose Specification; what else there is may be anything.
const harmlessKeys = new Set(
  `annotations attach blkio_config cap_drop configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime
  cpu_shares cpus cpuset credential_spec depends_on deploy develop dns dns_opt dns_search domainname entrypoint env_file expose gpus group_add
  healthcheck hostname image init isolation label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit
  networks oom_kill_disable oom_score_adj pids_limit platform ports profiles pull_policy read_only restart runtime scale secrets security_opt
  shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits user volumes working_dir`.split(/\s+/),
);

/** Judges one service, as the files say it or as `docker compose config` resolves it. */
export function serviceRefusals(service: unknown): ServiceRefusal[] {
  return Object.entries(recordOf(service)).flatMap(([at, value]) => {
    if (value === null || at.startsWith('x-')) return [];
    if (at === 'volumes') return mountRefusals(value);
    const reason = at in serviceChecks ? serviceChecks[at]?.(value) : harmlessKeys.has(at) ? undefined : 'is not known here';
    return reason === undefined ? [] : [{ at, reason }];
  });
}

function mountRefusals(value: unknown): ServiceRefusal[] {
  return listOf(value).flatMap((mount, index) => {
    const reason = machineAccess(mount);
    return reason === undefined ? [] : [{ at: `volumes[${index}]`, reason }];
  });
}
