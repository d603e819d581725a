import { execFileSync } from 'node:child_process';
import { describeWithPython } from '../testing/python.js';
import { iniError, type IniSection, interpolateOption, readIni } from './ini.js';

const keys = ['x', 'y', 'script_location'];

function sectionsOf(text: string): unknown {
  const options = (section: IniSection): [string, string][] =>
    keys.flatMap((key): [string, string][] => {
      const value = section.get(key);
      return value === undefined ? [] : [[key, value]];
    });
  return Object.fromEntries(readIni(text).map(section => [section.name, Object.fromEntries(options(section))]));
}

test.each([
  ['= and :', '[a]\nx = 1\ny: 2', { a: { x: '1', y: '2' } }],
  ['the first of both', '[a]\nx = b:c\ny: d=e', { a: { x: 'b:c', y: 'd=e' } }],
  ['keys in lower case', '[a]\nScript_Location = X', { a: { script_location: 'X' } }],
  ['comments', '# a\n[a]\n; b\nx = 1 # c\n  # d', { a: { x: '1 # c' } }],
  ['lines that go on', '[a]\nx =\n  1\n\n  2\ny = 3', { a: { x: '\n1\n\n2', y: '3' } }],
  ['an indented option that starts a section', '[a]\n  x = 1\n  y = 2', { a: { x: '1', y: '2' } }],
  ['[DEFAULT]', '[DEFAULT]\nx = 1\n[a]\ny = 2\n[b]\nx = 3', { a: { x: '1', y: '2' }, b: { x: '3' } }],
  ['a section twice', '[a]\nx = 1\n[b]\n[a]\ny = 2', { a: { x: '1', y: '2' }, b: {} }],
  ['CRLF and a byte-order mark', '\uFEFF[a]\r\nx = 1\r\n', { a: { x: '1' } }],
  ['an option before any section', 'x = 1\n[a]', { a: {} }],
  ['a line that is nothing', '[a]\nwhat\nx = 1', { a: { x: '1' } }],
])('%s', (_, text, expected) => expect(sectionsOf(text)).toEqual(expected));

const values: readonly (readonly [what: string, options: Readonly<Record<string, string>>, value: string | undefined])[] = [
  ['a reference', { x: '%(y)s/a', y: 'b' }, 'b/a'],
  ['a reference to a reference', { x: '%(y)s', y: '%(Z)s', z: 'c' }, 'c'],
  ['a percent sign', { x: '100%%' }, '100%'],
  ['what is not there', { x: '%(nowhere)s' }, undefined],
  ['a circle', { x: '%(x)s' }, undefined],
  ['a name with a percent sign or a blank', { x: '%(a%b)s %(c d)s', 'a%b': '1', 'c d': '2' }, '1 2'],
  ['a percent sign alone', { x: '100%' }, undefined],
  ['a name that does not end', { x: '%(y', y: 'b' }, undefined],
  ['a number', { x: '%(y)d', y: '1' }, undefined],
  ['what only looks like a name', { x: '%%(y)s', y: 'b' }, '%(y)s'],
  ['no option', {}, undefined],
];

test.each(values)('interpolates %s', (_, options, expected) =>
  expect(interpolateOption(new Map(Object.entries(options)), 'x')).toBe(expected),
);

const each = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => line(at)).join('');
const manyNames = (times: number): ReadonlyMap<string, string> =>
  new Map(Array.from({ length: 9 }, (_, at): [string, string] => [at === 0 ? 'x' : `n${at}`, `%(n${at + 1})s`.repeat(times)]));

test.each<[name: string, options: ReadonlyMap<string, string>]>([
  ['ten names that each name the next ten times', new Map([...manyNames(10), ['n9', 'end']])],
  ['names whose end is empty', new Map([...manyNames(10), ['n9', '']])],
  ['a long value that is named often', new Map([...manyNames(1), ['n8', '%(n9)s'.repeat(99)], ['n9', 'end '.repeat(999)]])],
  ['a value that is long in itself', new Map([['x', 'end '.repeat(20_000)]])],
])('does not put in %s', (_, options) =>
  expect(interpolateOption(options, 'x')).toEqual({ error: 'x grows beyond 65536 characters once its %(names)s are put in' }),
);

// A megabyte each: what looked at each pair of them would not be done when jest's patience is over.
test.each<[what: string, text: string, defect: string | undefined]>([
  ['blanks inside a line', `[a]\nx${' '.repeat(1 << 20)}y`, 'line 2 is neither a section nor an option'],
  ['blanks before a sign', `[a]\nx${' '.repeat(1 << 20)}= 1`, undefined],
  ['lines that go on', `[a]\nx =\n${each(1 << 16, at => ` line ${at}\n`)}`, undefined],
  ['sections and defaults', `[DEFAULT]\n${each(30_000, at => `d${at} = 1\n`)}${each(30_000, at => `[s${at}]\nx = 1\n`)}`, undefined],
  ['brackets', `[a]\n${'['.repeat(1 << 20)}`, 'line 2 is neither a section nor an option'],
  ['names that do not end', `[a]\nx = ${'%('.repeat(1 << 14)}`, undefined],
])('%s are read in one go', (_, text, defect) => {
  expect(readIni(text).map(section => interpolateOption(section, 'x'))).not.toHaveLength(0);
  expect(iniError(text)).toBe(defect);
});

const inis: readonly (readonly [text: string, defect: string | undefined])[] = [
  ['[alembic]\nscript_location = a\n', undefined],
  ['# a comment\n\n[alembic]\n\nx = 1\n\n  2\n; b\n', undefined],
  ['[DEFAULT]\nx = 1\n[a]\n[DEFAULT]\ny = 2\n', undefined],
  ['[a]\nx =\ny:\n', undefined],
  ['', undefined],
  ['[alembic\n', 'line 1 is outside of every section'],
  ['\n# a\nx = 1\n[a]\n', 'line 3 is outside of every section'],
  ['[a]\nx = 1\nwhat\n', 'line 3 is neither a section nor an option'],
  ['[a]\n= 1\n', 'line 2 is neither a section nor an option'],
  ['[a]\nx = 1\nX = 2\n', 'line 3 sets x again'],
  ['[a]\nx = 1\n[b]\n[a]\n', 'line 4 repeats the section a'],
  ['<<<<<<< HEAD\n[a]\n', 'line 1 is outside of every section'],
  ['[a]\n<<<<<<< HEAD\nx = 1\n=======\n', 'line 2 is neither a section nor an option'],
];

test.each(inis)('%j is refused: %s', (text, defect) => expect(iniError(text)).toBe(defect));

describeWithPython('configparser', ({ newest }) => {
  test('puts in the same names', () => {
    const ask = `
import configparser, json, sys
def value(options):
    parser = configparser.ConfigParser()
    parser.read_string('[a]\\n' + '\\n'.join(f'{key} = {value}' for key, value in options.items()))
    try: return parser.get('a', 'x')
    except configparser.Error: return None
print(json.dumps([value(options) for options in json.load(sys.stdin)]))`;
    const answer = execFileSync(newest, ['-c', ask], { input: JSON.stringify(values.map(([, options]) => options)), encoding: 'utf8' });
    expect(JSON.parse(answer)).toEqual(values.map(([, , value]) => value ?? null));
  });

  test('refuses the same', () => {
    const ask = `
import configparser, json, sys
def refused(text):
    try: configparser.ConfigParser({'here': '.'}).read_string(text)
    except configparser.Error: return True
    return False
print(json.dumps([refused(text) for text in json.load(sys.stdin)]))`;
    const texts = JSON.stringify(inis.map(([text]) => text));
    const answer = execFileSync(newest, ['-c', ask], { input: texts, encoding: 'utf8' });
    expect(JSON.parse(answer)).toEqual(inis.map(([, defect]) => defect !== undefined));
  });
});
