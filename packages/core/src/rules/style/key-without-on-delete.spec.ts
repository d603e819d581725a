import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { keyWithoutOnDelete } from './key-without-on-delete.js';

test('a migration that does it', () => {
  const found = draftWith(
    'b makes a foreign key without ON DELETE: a row that something refers to cannot be deleted',
    "say it: ondelete='CASCADE', 'SET NULL' or 'RESTRICT'",
    'what is key',
  );
  expect(draftsOf(keyWithoutOnDelete, styleFactsOf('key', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(keyWithoutOnDelete, styleFactsOf('mixed')), ...draftsOf(keyWithoutOnDelete, {})]).toEqual([]);
});
