import { doing, findingOf, told } from '../testing/practices.js';
import { missingDowngrade } from './missing-downgrade.js';

test('a migration that does it', () => {
  const found = findingOf('b cannot be undone', 'write what undoes it: downgrade(), reverse_code or reverse_sql', 'what is oneWay');
  expect(told(missingDowngrade, doing('oneWay', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...told(missingDowngrade, doing('mixed')), ...told(missingDowngrade, {})]).toEqual([]);
});
