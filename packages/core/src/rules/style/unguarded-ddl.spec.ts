import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { unguardedDdl } from './unguarded-ddl.js';

test('a migration that does it', () => {
  const found = draftWith(
    'b changes the schema without IF [NOT] EXISTS: it fails where a part of it is there already',
    'say if_not_exists=True or if_exists=True, in SQL IF NOT EXISTS or IF EXISTS',
    'what is unguarded',
  );
  expect(draftsOf(unguardedDdl, styleFactsOf('unguarded', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(unguardedDdl, styleFactsOf('mixed')), ...draftsOf(unguardedDdl, {})]).toEqual([]);
});
