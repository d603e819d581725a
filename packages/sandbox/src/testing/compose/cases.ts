/** A compose file and the whole of its copy, in which `db_T` stands for `db_` and the token. */
export interface ComposeCase {
  readonly title: string;
  readonly given: string;
  readonly expected: string;
  readonly notes?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export const composeCases: readonly ComposeCase[] = [
  {
    title: 'comments and what is harmless stay',
    given: `
# The shop.
name: shop # its name
services:
  db: # the database
    image: postgres:16

    # Not for production.
    environment: { POSTGRES_PASSWORD: "\${SECRET:-s3cret}" }
    healthcheck:
      test: ["CMD", "pg_isready"]
`,
    expected: `
# The shop.
name: oneleaf-T # its name
services:
  db_T:
    # the database
    image: postgres:16

    # Not for production.
    environment: { POSTGRES_PASSWORD: "\${SECRET:-s3cret}" }
    healthcheck:
      test: [ "CMD", "pg_isready" ]
`,
  },
  {
    title: 'ports of every form are chosen by the engine, on 127.0.0.1, each once',
    env: { PORT: '9000', BOTH: '7000:7000' },
    given: `
services:
  web:
    ports:
      - 80
      - 22:22
      - "8000:80"
      - "8001:80" # a second one
      - 127.0.0.1:5432:5432
      - "[::1]:6379:6379/udp"
      - \${PORT:-8000}:\${PORT:-8000}
      - \${BOTH}
      - 3000-3005:3000-3005
      - 127.0.0.1::9999
      - { target: 443, published: "8443", protocol: tcp, mode: host }
      - target: 25
        published: 2500-2600
        host_ip: 0.0.0.0
`,
    expected: `
services:
  web_T:
    ports:
      - 127.0.0.1::80
      - 127.0.0.1::22
      - 127.0.0.1::5432
      - "127.0.0.1::6379/udp"
      - 127.0.0.1::9000
      - 127.0.0.1::7000
      - 127.0.0.1::3000-3005
      - 127.0.0.1::9999
      - { target: 443, protocol: tcp, host_ip: 127.0.0.1 }
      - target: 25
        host_ip: 127.0.0.1
`,
  },
  {
    title: 'references to services and containers follow',
    given: `
services:
  db: { container_name: shop-db }
  cache: {}
  base: { image: shop }
  api:
    extends: { service: base }
    depends_on: [db, cache]
    links: [db, "cache:redis"]
    volumes_from: [db, "cache:ro"]
    network_mode: container:shop-db
    ipc: service:cache
    pid: "service:db"
    build:
      context: ./api
      tags: [team/api:dev]
      additional_contexts: { base: "service:base", docs: ./docs }
      cache_to: [type=registry]
  worker:
    extends: base
    depends_on:
      db: { condition: service_healthy }
`,
    expected: `
services:
  db_T: { container_name: shop-db_T }
  cache_T: {}
  base_T: { image: shop }
  api_T:
    extends: { service: base_T }
    depends_on: [ db_T, cache_T ]
    links: [ db_T:db, "cache_T:redis" ]
    volumes_from: [ db_T, "cache_T:ro" ]
    network_mode: service:db_T
    ipc: service:cache_T
    pid: "service:db_T"
    build:
      context: ./api
      additional_contexts: { base: "service:base_T", docs: ./docs }
  worker_T:
    extends: base_T
    depends_on:
      db_T: { condition: service_healthy }
`,
  },
  {
    title: 'volumes are new ones, and nothing of the developer is written',
    env: { DATA: './var/pg', HOME: '/home/ada' },
    given: `
services:
  db:
    environment: [PGDATA=/pg/data]
    volumes:
      - data:/var/lib/postgresql/data:rw
      - \${DATA:-data}:/var/lib/postgresql/data
      - ./pg:/pg
      - /tmp/cache
      - ./init:/docker-entrypoint-initdb.d:z,cached # what is there at first
      - ~/.config:/config:ro
      - { type: bind, source: ./other, target: /var/lib/mysql, bind: { propagation: rshared } }
      - type: bind
        source: \${HOME}/src
        target: /src
        read_only: false
      - { type: volume, source: demo, target: /demo }
volumes:
  data:
    external: true
  demo:
    name: team_demo
    driver: local
    driver_opts: { type: none, o: bind, device: /srv/demo }
`,
    expected: `
services:
  db_T:
    environment: [ PGDATA=/pg/data ]
    volumes:
      - data_T:/var/lib/postgresql/data:rw
      - /var/lib/postgresql/data
      - /pg
      - /tmp/cache
      # what is there at first
      - type: bind
        source: ./init
        target: /docker-entrypoint-initdb.d
        consistency: cached
        read_only: true
        bind:
          create_host_path: false
      - type: bind
        source: ~/.config
        target: /config
        read_only: true
        bind:
          create_host_path: false
      - { target: /var/lib/mysql, type: volume }
      - type: bind
        source: \${HOME}/src
        target: /src
        read_only: true
        bind:
          create_host_path: false
      - { type: volume, source: demo_T, target: /demo }
volumes:
  data_T: {}
  demo_T:
    name: team_demo_T
`,
    notes: [
      'services.db.volumes[1]: a new, empty volume at /var/lib/postgresql/data',
      'services.db.volumes[2]: a new, empty volume at /pg',
      'services.db.volumes[6]: a new, empty volume at /var/lib/mysql',
      'volumes.data: a new, empty volume instead of one of others',
      'volumes.demo: without driver and driver_opts',
    ],
  },
  {
    title: 'networks are new ones, with subnets of the engine',
    given: `
services:
  db:
    networks:
      back: { ipv4_address: 10.5.0.3, aliases: [pg] }
      default:
  api:
    networks: [back, proxy]
networks:
  default: { name: shop-net }
  back:
    driver: macvlan
    ipam: { config: [{ subnet: 10.5.0.0/16 }] }
    internal: true
  proxy:
    external: { name: traefik }
`,
    expected: `
services:
  db_T:
    networks:
      back_T: { aliases: [ pg ] }
      default:
  api_T:
    networks: [ back_T, proxy_T ]
networks:
  default: { name: shop-net_T }
  back_T:
    internal: true
  proxy_T: {}
`,
    notes: [
      'services.db.networks.back: without ipv4_address',
      'networks.back: without driver and ipam',
      'networks.proxy: a new network instead of one of others',
    ],
  },
  {
    title: 'anchors and merge keys stay, each rewritten once; a name in use elsewhere keeps its spelling there',
    given: `
x-base: &base
  restart: unless-stopped
  ports: &ports ["8000:80"]
  volumes: [&mount "media:/media"]
  depends_on: &needs [db]
services:
  db: &db
    container_name: &host shop-db
    restart: always
  api:
    <<: [*base, *db]
    container_name: shop-api
    environment: { DB_HOST: *host }
  web:
    <<: *base
    ports: *ports
    volumes: [*mount]
    depends_on: *needs
volumes:
  media:
`,
    expected: `
x-base: &base
  restart: "no"
  ports: &ports [ "127.0.0.1::80" ]
  volumes: [ "media_T:/media" ]
  depends_on: &needs [ db_T ]
services:
  db_T: &db
    container_name: shop-db_T
    restart: "no"
  api_T:
    <<: [ *base, *db ]
    container_name: shop-api_T
    environment: { DB_HOST: shop-db }
  web_T:
    <<: *base
    ports: *ports
    volumes: [ media_T:/media ]
    depends_on: *needs
volumes:
  media_T:
`,
  },
  {
    title: 'what others on the machine would act on is left out',
    given: `
services:
  api:
    labels: [traefik.enable=true]
    logging: { driver: fluentd }
    deploy: { restart_policy: { condition: any }, resources: { limits: { memory: 1g } } }
    restart: no
`,
    expected: `
services:
  api_T:
    deploy: { resources: { limits: { memory: 1g } } }
    restart: "no"
`,
  },
];
