import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { mixedMigration } from './mixed-migration.js';

test('a migration that does it', () => {
  const found = draftWith(
    'b changes the schema and rows: where it stops in the middle, neither is as the other expects',
    'put the rows into a migration of their own, behind the one that makes room for them',
    'what is mixed',
  );
  expect(draftsOf(mixedMigration, styleFactsOf('mixed', 'key'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(mixedMigration, styleFactsOf('key')), ...draftsOf(mixedMigration, {})]).toEqual([]);
});
