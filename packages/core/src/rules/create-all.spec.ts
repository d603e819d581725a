import { doing, findingOf, told } from '../testing/practices.js';
import { createAll } from './create-all.js';

test('a migration that does it', () => {
  const found = findingOf(
    'b makes or drops tables from the models as they are today: what it does changes with them',
    'write the tables out with op.create_table, as they were when the migration was made',
    'what is wholesale',
  );
  expect(told(createAll, doing('wholesale', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...told(createAll, doing('mixed')), ...told(createAll, {})]).toEqual([]);
});
