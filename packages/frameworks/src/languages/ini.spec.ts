import { execFileSync } from 'node:child_process';
import { describeWithPython } from '../testing/python.js';
import { iniError, interpolateOption, readIni } from './ini.js';

function told(text: string): unknown {
  return Object.fromEntries([...readIni(text)].map(([name, options]) => [name, Object.fromEntries(options)]));
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
])('%s', (_, text, expected) => expect(told(text)).toEqual(expected));

test.each([
  ['a reference', { x: '%(y)s/a', y: 'b' }, 'b/a'],
  ['a reference to a reference', { x: '%(y)s', y: '%(Z)s', z: 'c' }, 'c'],
  ['a percent sign', { x: '100%%' }, '100%'],
  ['what is not there', { x: '%(nowhere)s' }, undefined],
  ['a circle', { x: '%(x)s' }, undefined],
  ['no option', {}, undefined],
])('interpolates %s', (_, options, expected) => expect(interpolateOption(new Map(Object.entries(options)), 'x')).toBe(expected));

const inis: readonly (readonly [text: string, defect: string | undefined])[] = [
  ['[alembic]\nscript_location = a\n', undefined],
  ['# a comment\n\n[alembic]\n\nx = 1\n\n  2\n; b\n', undefined],
  ['[DEFAULT]\nx = 1\n[a]\n[DEFAULT]\ny = 2\n', undefined],
  ['[a]\nx =\ny:\n', undefined],
  ['', undefined],
  ['[alembic\n', 'line 1 stands in no section'],
  ['\n# a\nx = 1\n[a]\n', 'line 3 stands in no section'],
  ['[a]\nx = 1\nwhat\n', 'line 3 is neither a section nor an option'],
  ['[a]\n= 1\n', 'line 2 is neither a section nor an option'],
  ['[a]\nx = 1\nX = 2\n', 'line 3 sets x again'],
  ['[a]\nx = 1\n[b]\n[a]\n', 'line 4 begins the section a again'],
  ['<<<<<<< HEAD\n[a]\n', 'line 1 stands in no section'],
  ['[a]\n<<<<<<< HEAD\nx = 1\n=======\n', 'line 2 is neither a section nor an option'],
];

test.each(inis)('%j is refused: %s', (text, defect) => expect(iniError(text)).toBe(defect));

describeWithPython('configparser', ({ newest }) => {
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
