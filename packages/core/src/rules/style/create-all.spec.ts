import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { createAll } from './create-all.js';

test('a migration that does it', () => {
  const found = draftWith(
    'b makes or drops tables from the models as they are today: what it does changes with them',
    'write the tables out with op.create_table, as they were when the migration was made',
    'what is wholesale',
  );
  expect(draftsOf(createAll, styleFactsOf('wholesale', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(createAll, styleFactsOf('mixed')), ...draftsOf(createAll, {})]).toEqual([]);
});
