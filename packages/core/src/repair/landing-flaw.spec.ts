import { drawHistory } from '../testing/graph.js';
import { landingFlaw } from './landing-flaw.js';

test.each([
  ['as many leaves as before', 'a < b', 'a < b < c', undefined],
  ['a leaf fewer', 'a < b, a < c', 'b + c < d, a < b, a < c', undefined],
  ['two leaves, as before', 'a < b, a < c', 'a < b, a < c < d', undefined],
  ['a leaf more', 'a < b', 'a < b, a < c', 'shop would still have 2 leaves: b, c'],
  ['a circle', 'a < b', 'a < b < a', 'a, b would wait for each other'],
  ['a circle that the base has too, without a leaf more', 'a < b < a', 'a < b < a', undefined],
])('after landing: %s', (_, before, after, expected) => {
  expect(landingFlaw(histories(before), histories(after), 'shop')).toBe(expected);
});

test('a history that landing takes away', () => {
  expect(landingFlaw(histories('a'), new Map(), 'shop')).toBe('shop would be gone');
});

function histories(drawing: string): ReadonlyMap<string, ReturnType<typeof drawHistory>> {
  return new Map([['shop', drawHistory(drawing)]]);
}
