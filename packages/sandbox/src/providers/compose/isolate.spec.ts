import { composeCases } from '../../testing/compose/cases.js';
import { isolate, type IsolationRequest } from './isolate.js';

const token = '0123456789abcdef';
const of = (text: string, more: Partial<IsolationRequest> = {}): { text: string; notes: readonly string[] } => {
  const { files, notes } = isolate([{ path: 'compose.yaml', text }], { token, env: {}, ...more });
  return { text: files[0]?.text ?? '', notes };
};
/** `db_T` stands for `db_0123456789abcdef`. */
const spelled = (text: string): string => text.replace(/^\n/, '').replace(/(?<=_|oneleaf-)T\b/g, token);

test.each(composeCases)('$title', ({ given, expected, notes = [], env = {} }) => {
  const result = of(given.replace(/^\n/, ''), { env });
  expect(result.text).toBe(spelled(expected));
  expect(result.notes).toEqual(notes.map(note => `compose.yaml: ${note}`));
});

test.each(composeCases)('twice is once: $title', ({ given, env = {} }) => {
  const once = of(given, { env }).text;
  expect(of(once, { env }).text).toBe(once);
});
