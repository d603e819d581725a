import { escapeVariables, interpolate } from './interpolate.js';

const env = { USER: 'ada', EMPTY: '', PRICE: '5$' };

// The forms of the Compose Specification, and what `docker compose config` makes of them.
test.each([
  ['plain', 'plain'],
  ['$USER and ${USER}s', 'ada and adas'],
  ['$$USER costs $$', '$USER costs $'],
  ['${PRICE}', '5$'],
  ['[$NONE|${NONE}|${EMPTY}]', '[||]'],
  ['${NONE:-x} ${EMPTY:-x} ${USER:-x}', 'x x ada'],
  ['${NONE-x} ${EMPTY-x} ${USER-x}', 'x  ada'],
  ['${NONE:+x} ${EMPTY:+x} ${USER:+x}', '  x'],
  ['${NONE+x} ${EMPTY+x}', ' x'],
  ['${NONE:-${EMPTY:-${USER}}}:80', 'ada:80'],
  ['${USER:?no} ${EMPTY?no}', 'ada '],
  ['$ 5, $1', '$ 5, $1'],
])('%s is %s', (text, expected) => {
  expect(interpolate(text, env)).toBe(expected);
  expect(interpolate(escapeVariables(expected), env)).toBe(expected);
});

test('what is wanted and not there is said', () => {
  expect(() => interpolate('${NONE:?give one}', env)).toThrow('the compose files require NONE: give one');
  expect(() => interpolate('${EMPTY:?}', env)).toThrow('the compose files require EMPTY');
  expect(() => interpolate('${USER', env)).toThrow('a brace is not closed in ${USER');
});
