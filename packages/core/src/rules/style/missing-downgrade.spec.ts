import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { missingDowngrade } from './missing-downgrade.js';

test('a migration that does it', () => {
  const found = draftWith('b cannot be undone', 'write what undoes it: downgrade(), reverse_code or reverse_sql', 'what is oneWay');
  expect(draftsOf(missingDowngrade, styleFactsOf('oneWay', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(missingDowngrade, styleFactsOf('mixed')), ...draftsOf(missingDowngrade, {})]).toEqual([]);
});
