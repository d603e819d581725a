import { doing, findingOf, told } from '../testing/practices.js';
import { mixedMigration } from './mixed-migration.js';

test('a migration that does both', () => {
  const found = findingOf(
    'b changes the schema and rows: where it stops in the middle, neither is as the other expects',
    'put the rows into a migration of their own, behind the one that makes room for them',
    'what is rows',
    'what is schema',
  );
  expect(told(mixedMigration, doing('schema', 'rows'))).toEqual([found]);
});

test('one that does either', () => {
  expect([...told(mixedMigration, doing('schema')), ...told(mixedMigration, doing('rows', 'unguarded'))]).toEqual([]);
});
