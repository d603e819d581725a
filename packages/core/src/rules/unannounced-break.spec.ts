import { doing, findingOf, told } from '../testing/practices.js';
import { unannouncedBreak } from './unannounced-break.js';

test('a migration that does it', () => {
  const found = findingOf(
    'b breaks code that runs beside it, and its docstring does not say so',
    'name what breaks in the docstring, with the word "breaking"',
    'what is unannounced',
  );
  expect(told(unannouncedBreak, doing('unannounced', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...told(unannouncedBreak, doing('mixed')), ...told(unannouncedBreak, {})]).toEqual([]);
});
