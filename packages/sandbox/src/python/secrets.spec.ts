import { mask, maskAll, secretsIn } from './secrets.js';

const env = {
  STRIPE_KEY: 'sk_live_123',
  DB_PASSWORD: 'hunter22',
  SHORT_TOKEN: 'dev',
  CACHE_URL: 'redis://cache',
  STATIC_URL: '/static/',
  NAME: 'shop-backend',
  UNSET_KEY: undefined,
};

test.each([
  ['the user and password of a URL', 'at postgresql://ada:s3c@ret@db:5432/shop now', 'at postgresql://***@db:5432/shop now'],
  ['a URL with a driver', 'postgresql+asyncpg://ada:p%40ss@/shop?host=/run', 'postgresql+asyncpg://***@/shop?host=/run'],
  ['a user without a password', 'redis://worker@cache/0', 'redis://***@cache/0'],
  ['the value of a secret variable', 'key sk_live_123, password hunter22', 'key ***, password ***'],
  ['a URL that a variable holds', 'connecting to redis://cache', 'connecting to ***'],
  ['a value too short to be told from words', 'the dev server', 'the dev server'],
  ['what is not secret', 'shop-backend/static/ at https://example.org/a@b', 'shop-backend/static/ at https://example.org/a@b'],
])('masks %s', (_, text, shown) => {
  expect(mask(text, secretsIn(env))).toBe(shown);
});

test('masks every string of an answer, and the longer of two secrets whole', () => {
  const answer = { error: { message: 'hunter22-and-more hunter22', lines: ['hunter22'] }, count: 2, none: null };
  expect(maskAll(answer, ['hunter22', 'hunter22-and-more'])).toEqual({
    error: { message: '*** ***', lines: ['***'] },
    count: 2,
    none: null,
  });
});
