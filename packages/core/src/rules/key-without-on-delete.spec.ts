import { doing, findingOf, told } from '../testing/practices.js';
import { keyWithoutOnDelete } from './key-without-on-delete.js';

test('a migration that does it', () => {
  const found = findingOf(
    'b makes a foreign key without ON DELETE: a row that something refers to cannot be deleted',
    "say it: ondelete='CASCADE', 'SET NULL' or 'RESTRICT'",
    'what is key',
  );
  expect(told(keyWithoutOnDelete, doing('key', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...told(keyWithoutOnDelete, doing('mixed')), ...told(keyWithoutOnDelete, {})]).toEqual([]);
});
