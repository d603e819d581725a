/** What to do about an asynchronous URL that a synchronous engine gets. */
export const ASYNC_URL_FIX =
  'give it a URL on a synchronous driver (postgresql+psycopg), or use async_engine_from_config as Alembic\'s "async" template does';
