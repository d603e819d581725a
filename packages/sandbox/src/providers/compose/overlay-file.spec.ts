import { isolate } from './isolate.js';

const token = '0123456789abcdef';
const spelled = (text: string): string => text.replace(/(?<=_|oneleaf-)T\b/g, token).replaceAll('TOKEN', token);

test('what is added carries the token, and the names by which services know each other', () => {
  const [base, override, added] = isolate(
    [
      {
        path: 'compose.yaml',
        text: 'services: { db: { image: postgres, container_name: shop-db }, base: { networks: [back] }, api: { extends: base, build: . } }',
      },
      {
        path: 'compose.override.yaml',
        text: 'services: { db: { ports: ["5432:5432"] }, api: { networks: { front: } }, job: { network_mode: none } }\nnetworks: { back: , front: }\nvolumes: { data: }\n',
      },
    ],
    { token, env: {}, wanted: ['api', 'db'] },
  ).files;
  expect(base?.text).toContain('extends: base_0123456789abcdef');
  expect(override).toEqual({
    path: 'compose.override.yaml',
    text: spelled(`services: { db_T: { ports: [ "127.0.0.1::5432" ] }, api_T: { networks: { front_T: null } }, job_T: { network_mode: none } }
networks: { back_T: null, front_T: null }
volumes: { data_T: null }
`),
  });
  expect(added?.text).toBe(
    spelled(`# What oneleaf adds to the copies before this one: who made it, and the names by which services know each other.
name: "oneleaf-T"
services:
  db_T:
    labels:
      dev.oneleaf.token: "TOKEN"
    networks:
      default:
        aliases:
          - "db"
          - "shop-db"
    pull_policy: "missing"
  base_T:
    labels:
      dev.oneleaf.token: "TOKEN"
    networks:
      back_T:
        aliases:
          - "base"
    pull_policy: "missing"
  api_T:
    labels:
      dev.oneleaf.token: "TOKEN"
    networks:
      back_T:
        aliases:
          - "api"
      front_T:
        aliases:
          - "api"
    image: "oneleaf-T/api"
    build:
      labels:
        dev.oneleaf.token: "TOKEN"
    pull_policy: "build"
  job_T:
    labels:
      dev.oneleaf.token: "TOKEN"
    pull_policy: "missing"
    profiles:
      - "not-started"
networks:
  default:
    labels:
      dev.oneleaf.token: "TOKEN"
  back_T:
    labels:
      dev.oneleaf.token: "TOKEN"
  front_T:
    labels:
      dev.oneleaf.token: "TOKEN"
volumes:
  data_T:
    labels:
      dev.oneleaf.token: "TOKEN"
`),
  );
});
