/** TCP variables by the names that a project reads them from. */
const parts = names => Object.fromEntries(names.map((name, at) => [name, ['{host}', '{port}', '{user}', '{password}', '{name}'][at]]));

const flask = ['-m', 'flask', 'db'];
const alembic = ['-m', 'alembic'];

/**
 * Real projects at pinned commits. `declared`: what oneleaf.json has to say, beside the folder; `hand`: what its own variables are when its commands run by hand;
 * `install`, `check`: those commands; `needs`: what pip installs besides the requirements. `only`: what is asked of a project that is too slow for the rest.
 */
export const realProjects = {
  healthchecks: {
    repo: 'healthchecks/healthchecks',
    commit: '29b5ec251059034b79e0120e2ff0c3e35d7bd9f8',
    requirements: ['-r', 'requirements.txt'],
    folder: '.',
    declared: { env: { DB: 'postgres' } },
    hand: { DB: 'postgres', ...parts(['DB_HOST', 'DB_PORT', 'DB_USER', 'DB_PASSWORD', 'DB_NAME']) },
    install: ['manage.py', 'migrate'],
    check: ['manage.py', 'makemigrations', '--check', '--dry-run'],
  },
  netbox: {
    repo: 'netbox-community/netbox',
    commit: '9d3bb585a21e54a31be6a776cd2c96c9a851c132',
    requirements: ['-r', 'requirements.txt'],
    folder: 'netbox',
    declared: { env: { NETBOX_CONFIGURATION: 'netbox.configuration_testing' } },
    // Its test configuration names a server, and none can be named beside it, so nothing of it runs by hand.
    only: 'drift',
  },
  CTFd: {
    repo: 'CTFd/CTFd',
    commit: '91ced62d44',
    requirements: ['-r', 'requirements.txt', 'psycopg2-binary'],
    folder: '.',
    history: 'migrations/versions',
    declared: { env: { DATABASE_URL: '{url}' } },
    hand: { DATABASE_URL: '{url}' },
    install: [...flask, 'upgrade'],
  },
  redash: {
    repo: 'getredash/redash',
    commit: 'ca79fe988d',
    requirements: ['.'],
    folder: '.',
    declared: { app: 'redash:create_app', env: { DATABASE_URL: '{url}', REDASH_COOKIE_SECRET: 'none', REDASH_SECRET_KEY: 'none' } },
    hand: { DATABASE_URL: '{url}', REDASH_COOKIE_SECRET: 'none', REDASH_SECRET_KEY: 'none', FLASK_APP: 'redash:create_app' },
    install: [...flask, 'upgrade'],
  },
  mealie: {
    repo: 'mealie-recipes/mealie',
    commit: 'b5643a9399465d8b4ea339e7a6639df2d697741b',
    requirements: ['.', 'psycopg2-binary'],
    folder: '.',
    declared: {
      env: {
        DB_ENGINE: 'postgres',
        TESTING: 'true',
        PRODUCTION: 'false',
        ...parts(['POSTGRES_SERVER', 'POSTGRES_PORT', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB']),
      },
    },
    install: [...alembic, 'upgrade', 'head'],
    check: [...alembic, 'check'],
  },
  'full-stack-fastapi-template': {
    repo: 'fastapi/full-stack-fastapi-template',
    commit: '2fdd62ce',
    requirements: ['./backend'],
    folder: 'backend',
    declared: { env: parts(['POSTGRES_SERVER', 'POSTGRES_PORT', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB']) },
    install: [...alembic, 'upgrade', 'head'],
    check: [...alembic, 'check'],
  },
};
