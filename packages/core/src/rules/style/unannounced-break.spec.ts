import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { unannouncedBreak } from './unannounced-break.js';

test('a migration that does it', () => {
  const found = draftWith(
    'b breaks code that runs beside it, and its docstring does not say so',
    'name what breaks in the docstring, with the word "breaking"',
    'what is unannounced',
  );
  expect(draftsOf(unannouncedBreak, styleFactsOf('unannounced', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(unannouncedBreak, styleFactsOf('mixed')), ...draftsOf(unannouncedBreak, {})]).toEqual([]);
});
