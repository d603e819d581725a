import { addressUrl, isLocal, addressLabel, parseAddress } from './address.js';

const local = { host: 'localhost', port: 5432, user: 'postgres', password: '', database: 'postgres' };
const socket = { ...local, host: '/run/pg' };

test.each([
  ['postgresql://localhost', local, 'postgresql://postgres@localhost:5432/postgres'],
  ['postgres://ada:s3cret@localhost:6432/shop', { ...local, port: 6432, user: 'ada', password: 's3cret', database: 'shop' }, undefined],
  [
    'postgresql+psycopg://ada:a%40b%2Fc@[::1]/shop?sslmode=require',
    { ...local, host: '::1', user: 'ada', password: 'a@b/c', database: 'shop', sslmode: 'require' },
    'postgresql://ada:a%40b%2Fc@[::1]:5432/shop?sslmode=require',
  ],
  [
    'postgresql:///shop?host=/run/pg&port=6432',
    { ...socket, port: 6432, database: 'shop' },
    'postgresql://postgres@/shop?host=/run/pg&port=6432',
  ],
  [
    'postgresql://ada:s3cret@/shop?host=/run/pg',
    { ...socket, user: 'ada', password: 's3cret', database: 'shop' },
    'postgresql://ada:s3cret@/shop?host=/run/pg&port=5432',
  ],
  ['postgresql://%2Frun%2Fpg/shop', { ...socket, database: 'shop' }, 'postgresql://postgres@/shop?host=/run/pg&port=5432'],
  [
    'postgresql:///?user=ada&password=s3cret',
    { ...local, host: '/var/run/postgresql', user: 'ada', password: 's3cret' },
    'postgresql://ada:s3cret@/postgres?host=/var/run/postgresql&port=5432',
  ],
])('%s', (url, address, spelled = url.replace(/^postgres:/, 'postgresql:')) => {
  expect(parseAddress(url)).toEqual(address);
  expect(addressUrl(address)).toBe(spelled);
  expect(parseAddress(spelled)).toEqual(address);
});

test.each([
  ['/run/pg', true],
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['127.0.0.1.example.org', false],
  ['localhost.example.org', false],
  ['10.0.0.7', false],
  ['db', false],
])('%s is on this machine: %s', (host, local_) => {
  expect(isLocal({ ...local, host })).toBe(local_);
});

test('a place names no user and no password', () => {
  expect(addressLabel(parseAddress('postgresql://ada:s3cret@localhost/shop'))).toBe('localhost:5432');
});
