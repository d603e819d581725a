/** Compose projects as teams have them: each a folder with its files, in the order of `-f`. */
export const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  recyclic: {
    'docker-compose.yml': `version: '3.8'
name: recyclic
x-api: &api
  build: ./api
  restart: unless-stopped
  environment: &env
    DATABASE_URL: postgresql://recyclic:\${POSTGRES_PASSWORD:-secret}@postgres:5432/recyclic
  volumes:
    - ./api:/app:z # the sources
    - uploads:/app/uploads
  depends_on: &needs
    postgres: { condition: service_healthy }
    redis: { condition: service_started }
services:
  postgres:
    image: postgres:15
    container_name: recyclic-postgres
    restart: always
    environment: { POSTGRES_PASSWORD: "\${POSTGRES_PASSWORD:-secret}", POSTGRES_USER: recyclic }
    ports: ["5432:5432", "5433:5432", "[::1]:5434:5432"]
    volumes:
      - postgres_data:/var/lib/postgresql/data
      - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
    networks: [backend]
  redis:
    image: redis:7
    ports: ["\${REDIS_PORT:-6379}:6379", 22:22]
    volumes: ['./redis-data:/data']
    networks: [backend]
  api:
    <<: *api
    ports: ["127.0.0.1:8000:8000/tcp", 3000-3002:3000-3002, { target: 25, published: 2525, mode: host }]
    networks: { backend: { ipv4_address: 10.5.0.3, aliases: [backend-api] }, default: }
    labels: { traefik.http.routers.api.rule: "Host(\`api.localhost\`)" }
    links: ["postgres:db", redis]
  worker:
    <<: *api
    command: [celery, worker]
    networks: [backend]
networks:
  backend:
    name: recyclic-net
    ipam: { config: [{ subnet: 10.5.0.0/16 }] }
volumes:
  postgres_data:
    external: true
    name: recyclic_prod
  uploads:
`,
  },
  'several files': {
    'compose.yaml': `services:
  db:
    image: postgis/postgis:16-3.4
    environment: [POSTGRES_PASSWORD=a, POSTGRES_DB=shop]
    ports: ["5432:5432"]
    volumes: [data:/var/lib/postgresql/data]
    networks: { default: { aliases: [db, pg] } }
  base:
    image: shop
    networks: [front]
    environment: { MODE: base }
    expose: ["9000"]
  api:
    extends: { service: base }
    depends_on: [db]
    command: ["serve", "--db", "db"]
networks: { front: }
volumes: { data: }
`,
    'compose.override.yaml': `services:
  db:
    environment: { POSTGRES_PASSWORD: b, TZ: UTC }
    ports: ["127.0.0.1:15432:5432", "9187:9187"]
    container_name: shop-db
    networks: { back: }
  api:
    depends_on: { base: { condition: service_started, required: false } }
    networks: { front: { aliases: [api] }, back: }
    deploy: { restart_policy: { condition: any } }
  base: { restart: on-failure }
networks: { back: { external: true, name: team } }
volumes: { data: { driver_opts: { type: none, o: bind, device: /srv/data } } }
`,
  },
  'a sidecar, secrets, configs, profiles and no networks': {
    'docker-compose.yml': `services:
  db:
    image: timescale/timescaledb:2.17.2-pg16
    secrets: [password]
    configs: [{ source: settings, target: /etc/settings }]
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/password }
    tmpfs: [/run]
    labels: ["com.example=1"]
    profiles: [database]
  exporter:
    image: exporter
    network_mode: service:db
    pid: service:db
    volumes_from: ["db:ro"]
    profiles: [database]
  job:
    image: job
    network_mode: none
    restart: no
  stdin: { image: job, stdin_open: yes, tty: off, scale: 2 }
secrets: { password: { file: ./password } }
configs: { settings: { content: "a: 1" } }
`,
    password: 's3cret\n',
  },
};
