import { messageText, sentence, type MessagePart } from './message.js';

const text = (words: string): MessagePart => ({ type: 'text', text: words });

test('a sentence of words and names', () => {
  const parts = sentence`${{ path: 'a.py' }} has ${2} leaves: ${{ migration: ['b', 'c'] }}`;
  expect(parts).toEqual([
    { type: 'path', text: 'a.py' },
    text(' has 2 leaves: '),
    { type: 'migration', text: 'b' },
    text(', '),
    { type: 'migration', text: 'c' },
  ]);
  expect(messageText(parts)).toBe('a.py has 2 leaves: b, c');
});

test('a sentence in a sentence, and nothing where nothing is named', () => {
  expect(sentence`${sentence`${{ history: 'shop' }} is open`}${''}; ${{ code: [] }}`).toEqual([
    { type: 'history', text: 'shop' },
    text(' is open; '),
  ]);
});
