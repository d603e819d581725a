import { parsePostgresUrl } from './parse-url.js';

test.each([
  ['postgresql://ada:s3cret@db:5433/shop', ['db', '5433', 'ada', '/shop']],
  ['postgres+psycopg://db/shop', ['db', '', '', '/shop']],
  ['postgresql:///shop?host=/run', ['', '', '', '/shop']],
  ['postgresql://ada@/shop', ['', '', 'ada', '/shop']],
  ['postgresql://ada@:5433/shop', ['', '5433', 'ada', '/shop']],
  ['postgresql://', ['', '', '', '']],
  ['postgresql://[::1]:5433/shop', ['[::1]', '5433', '', '/shop']],
])('%s', (text, expected) => {
  const { url, hostname } = parsePostgresUrl(text) ?? {};
  expect([hostname, url?.port, url?.username, url?.pathname]).toEqual(expected);
});

test.each(['postgresql://ada:s3/cret@db:54x/shop', 'postgresql://db:99999/shop'])('%s cannot be read', text => {
  expect(parsePostgresUrl(text)).toBeUndefined();
});
