import fc from 'fast-check';
import { decodePath, encodePath } from './path-encoding.js';

const rows: [bytes: number[], path: string][] = [
  [[0x61, 0x2f, 0x62], 'a/b'],
  [[0xc3, 0xa9], 'é'],
  [[0xf0, 0x9f, 0x90, 0x98], '🐘'],
  [[0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  [[0x61, 0xff, 0x62], 'a\udcffb'],
  [[0xc3], '\udcc3'],
  [[0xed, 0xb3, 0xbf], '\udced\udcb3\udcbf'],
  [[0xf0, 0x9f, 0x90, 0xc3, 0xa9], '\udcf0\udc9f\udc90é'],
];

test.each(rows)('%j is %j and back', (bytes, path) => {
  expect(decodePath(Buffer.from(bytes))).toBe(path);
  expect([...encodePath(path)]).toEqual(bytes);
});

test('any bytes come back, and different bytes are different paths', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), bytes => expect([...encodePath(decodePath(bytes))]).toEqual([...bytes])));
});
