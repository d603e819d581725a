import { doing, findingOf, told } from '../testing/practices.js';
import { mixedMigration } from './mixed-migration.js';

test('a migration that does it', () => {
  const found = findingOf(
    'b changes the schema and rows: where it stops in the middle, neither is as the other expects',
    'put the rows into a migration of their own, behind the one that makes room for them',
    'what is mixed',
  );
  expect(told(mixedMigration, doing('mixed', 'key'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...told(mixedMigration, doing('key')), ...told(mixedMigration, {})]).toEqual([]);
});
