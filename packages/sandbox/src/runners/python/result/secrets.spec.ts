import { maskSecrets, maskStrings, environmentSecrets } from './secrets.js';

const env = {
  STRIPE_KEY: 'sk_live_123',
  DB_PASSWORD: 'hunter22',
  SHORT_TOKEN: 'dev',
  CACHE_URL: 'redis://cache',
  STATIC_URL: '/static/',
  NAME: 'shop-backend',
  UNSET_KEY: undefined,
  BROKER_URL: 'amqp://worker:rabb%40it-9@queue',
  SHOP_DSN: 'host=db user=ada password=open-sesame',
  MAIL_PASSWORD: 'a"b\\c-100%',
};

test.each([
  ['the user and password of a URL', 'at postgresql://ada:s3c@ret@db:5432/shop now', 'at postgresql://***@db:5432/shop now'],
  ['a URL with a driver', 'postgresql+asyncpg://ada:p%40ss@/shop?host=/run', 'postgresql+asyncpg://***@/shop?host=/run'],
  ['a user without a password', 'redis://worker@cache/0', 'redis://***@cache/0'],
  ['the value of a secret variable', 'key sk_live_123, password hunter22', 'key ***, password ***'],
  ['a URL that a variable holds', 'connecting to redis://cache', 'connecting to ***'],
  ['a value too short to be distinguished from words', 'the dev server', 'the dev server'],
  ['a password with a slash', 'postgresql://ada:s3c/ret@db/shop', 'postgresql://***@db/shop'],
  ['the password of a URL by itself, encoded or not', 'ada, rabb%40it-9 or rabb@it-9', 'ada, *** or ***'],
  ['a connection string', 'dsn "host=db user=ada password=abc"', 'dsn "host=db user=ada password=***"'],
  ['a quoted one', "host=db password='my \\'own\\' pass' user=ada", 'host=db password=*** user=ada'],
  ['one that a variable holds', 'host=db user=ada password=open-sesame?', '***?'],
  ['a dump of settings', "{'USER': 'ada', 'PASSWORD': 'abc', 'API_KEY': \"d'ef\"}", "{'USER': 'ada', 'PASSWORD': ***, 'API_KEY': ***}"],
  ['JSON', '{"user": "ada", "password": "abc", "n": 1}', '{"user": "ada", "password": ***, "n": 1}'],
  ['JSON in JSON', '"{\\"token\\": \\"abc\\", \\"n\\": 1}"', '"{\\"token\\": ***, \\"n\\": 1}"'],
  ['a value as JSON and Python spell it', 'a\\"b\\\\c-100% and a"b\\\\c-100%', '*** and ***'],
  ['a value that was escaped for an ini or a URL', 'a"b\\c-100%% or a%22b%5Cc-100%25', '*** or ***'],
  [
    'the tail of a URL that ConfigParser prints',
    "'%' must be followed by '%' or '(', found: '%40ret@db/shop'",
    "'%' must be followed by '%' or '(', found: ***",
  ],
  ['a URL that pydantic cuts in the middle', "input_value='postgresql://ada...ret@db/shop'", "input_value='postgresql://***@db/shop'"],
  [
    'and one that it cuts before its end',
    "input_value='postgresql://ada:s3cr...', input_type=str",
    "input_value='postgresql://***', input_type=str",
  ],
  [
    'no SQL',
    'ALTER TABLE users ADD token TEXT; SELECT %(token)s WHERE password = $1 AND secret = :secret; column "token" of relation',
    'ALTER TABLE users ADD token TEXT; SELECT %(token)s WHERE password = $1 AND secret = :secret; column "token" of relation',
  ],
  [
    'no words',
    'password authentication failed: fe_sendauth: no password supplied',
    'password authentication failed: fe_sendauth: no password supplied',
  ],
  ['what is not secret', 'shop-backend/static/ at https://example.org/a@b', 'shop-backend/static/ at https://example.org/a@b'],
])('masks %s', (_, text, shown) => {
  expect(maskSecrets(text, environmentSecrets(env))).toBe(shown);
});

test('masks every string of an answer, and the longer of two secrets whole', () => {
  const answer = { error: { message: 'hunter22-and-more hunter22', lines: ['hunter22'] }, count: 2, none: null };
  expect(maskStrings(answer, ['hunter22', 'hunter22-and-more'])).toEqual({
    error: { message: '*** ***', lines: ['***'] },
    count: 2,
    none: null,
  });
});
