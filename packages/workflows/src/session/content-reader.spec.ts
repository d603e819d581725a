import { django } from '@oneleaf/frameworks';
import { createContentReader } from './content-reader.js';

const migration = `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []
`;

test('thousands of contents are read a part at a time, and none twice', async () => {
  const batches: number[] = [];
  const read = (oids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
    batches.push(oids.length);
    return Promise.resolve(new Map(oids.map(oid => [oid, Buffer.from(migration)])));
  };
  const stored = new Map<string, string>();
  const store = { get: (key: string) => stored.get(key), set: (key: string, value: string) => void stored.set(key, value) };
  const reader = createContentReader({ read }, store);
  const contents = Array.from({ length: 5000 }, (_, at) => String(at));
  const ask = (): number => contents.filter(content => reader.facts(django, content) !== undefined).length;
  expect(ask()).toBe(0);
  expect(await reader.fetch()).toBe(true);
  expect([ask(), batches]).toEqual([5000, [2048, 2048, 904]]);
  expect(await reader.fetch()).toBe(false);
});
