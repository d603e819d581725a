import { textDigest } from './text-digest.js';

// From the test suite of the function's authors (draft-eastlake-fnv).
test.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('the digest of %j', (text, digest) => {
  expect(textDigest(text)).toBe(digest);
});
