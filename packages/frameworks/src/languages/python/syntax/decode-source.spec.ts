import { execFileSync } from 'node:child_process';
import { describeWithPython } from '../../../testing/python.js';
import { sourceProblem, decodeSource } from './decode-source.js';

/** Bytes of a text in which every character stands for one byte. */
const bytes = (text: string): Uint8Array => Uint8Array.from(text, char => char.charCodeAt(0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function told(source: Uint8Array): string {
  const text = decodeSource(source);
  return typeof text === 'string' ? JSON.stringify(text) : `${text.kind}: ${text.reason}`;
}

test.each([
  ['ASCII', bytes('x = 1'), '"x = 1"'],
  ['UTF-8', utf8('é 税 🧾'), '"é 税 🧾"'],
  ['a byte-order mark, which counts as a character', bytes('\xef\xbb\xbfx'), '"\uFEFFx"'],
  ['the replacement character itself', utf8('\uFFFD'), '"\uFFFD"'],
  [
    'the replacement character beside bytes that are not UTF-8',
    bytes('\xef\xbf\xbd \xff'),
    'encoding: it is not UTF-8, and no encoding cookie says what else',
  ],
  ['UTF-16', bytes('\xff\xfex\0'), 'encoding: it is not UTF-8, and no encoding cookie says what else'],
  ['a cookie for UTF-8', utf8('# -*- coding: utf_8 -*-\né'), '"# -*- coding: utf_8 -*-\\né"'],
  ['a cookie for UTF-8 on Unix', utf8('# coding: utf-8-unix\né'), '"# coding: utf-8-unix\\né"'],
  ['a cookie for Latin-1', bytes('# coding=latin-1\n\xe9\x80'), '"# coding=latin-1\\né\x80"'],
  ['a cookie for ISO-8859-1', bytes('# vim: set fileencoding=ISO-8859-1 :\n\xe9'), '"# vim: set fileencoding=ISO-8859-1 :\\né"'],
  ['a cookie for Windows-1252', bytes('# coding: cp1252\n\x80'), '"# coding: cp1252\\n€"'],
  [
    'a cookie on the second line',
    bytes('#!/usr/bin/env python\n# coding: latin-1\n\xe9'),
    '"#!/usr/bin/env python\\n# coding: latin-1\\né"',
  ],
  [
    'no cookie on the third line',
    bytes('#\n#\n# coding: latin-1\nx = "\xe9"'),
    'encoding: it is not UTF-8, and no encoding cookie says what else',
  ],
  ['no cookie behind code', bytes('x = 1\n# coding: latin-1\n"\xe9"'), 'encoding: it is not UTF-8, and no encoding cookie says what else'],
  ['ASCII that is not', bytes('# coding: ascii\n\xe9'), 'encoding: it is not ASCII, as it declares'],
  ['a cookie that Python does not know', bytes('# coding: klingon\n'), 'encoding: it declares the encoding klingon, which is not read'],
  [
    'a byte-order mark and another cookie',
    bytes('\xef\xbb\xbf# coding: latin-1\n'),
    'encoding: it has a UTF-8 byte-order mark and declares latin-1',
  ],
])('%s', (_, source, expected) => expect(told(source)).toBe(expected));

const malformed: readonly (readonly [what: string, source: string, isRead: boolean])[] = [
  ['a comment on the first line', '# caf\xe9\nx = 1\n', true],
  ['a comment on a later line', 'x = 1\n\n# \xff\n', true],
  ['a comment behind code', 'x = 1 # caf\xe9\n', true],
  ['a comment between brackets', 'x = (1, # \xe9\n2)\n', true],
  ['a comment that declares UTF-8', '# -*- coding: utf-8 -*- \xe9\nx = 1\n', true],
  ['a comment behind a byte-order mark', '\xef\xbb\xbf# \xe9\nx = 1\n', true],
  ['half a surrogate pair in a comment', '# \xed\xa0\x80\nx = 1\n', true],
  ['a comment between returns', 'x = 1\r# \xe9\ry = 1\r', true],
  ['a comment behind a string with a number sign', 'x = "#" # \xe9\n', true],
  ['a string', 'x = "caf\xe9"\n', false],
  ['a docstring', '"""caf\xe9"""\nx = 1\n', false],
  ['what looks like a comment in a string', 'x = """a\n# \xe9"""\n', false],
  ['a name', 'caf\xe9 = 1\n', false],
  ['a string and a comment', 'x = "\xe9" # \xe9\n', false],
];

test.each(malformed)('malformed UTF-8 in %s', (_, source, isRead) => expect(typeof decodeSource(bytes(source)) === 'string').toBe(isRead));

describeWithPython('CPython', ({ newest, oldest }) => {
  test.each([newest, oldest])('%s loads the same', python => {
    const ask = `
import json, sys
def loads(source):
    try: compile(source.encode('latin-1'), 'a.py', 'exec')
    except (SyntaxError, ValueError): return False
    return True
print(json.dumps([loads(source) for source in json.load(sys.stdin)]))`;
    const input = JSON.stringify(malformed.map(([, source]) => source));
    expect(JSON.parse(execFileSync(python, ['-c', ask], { input, encoding: 'utf8' }))).toEqual(malformed.map(([, , isRead]) => isRead));
  });
});

test.each([
  ['ours', 'x\n<<<<<<< HEAD\n', { kind: 'conflict-markers', reason: 'conflict marker: <<<<<<< HEAD', span: { start: 2, end: 14 } }],
  ['theirs', '>>>>>>> topic\r\n', { kind: 'conflict-markers', reason: 'conflict marker: >>>>>>> topic', span: { start: 0, end: 13 } }],
  ['no name', '<<<<<<<\n', { kind: 'conflict-markers', reason: 'conflict marker: <<<<<<<', span: { start: 0, end: 7 } }],
  ['a rule of =', 'Title\n=======\n', undefined],
  ['a rule of <', '<<<<<<<<<<\n', undefined],
  ['an indented marker', '  <<<<<<< HEAD\n', undefined],
  ['NUL', 'x\0', { kind: 'syntax', reason: 'source code cannot contain null bytes', span: { start: 1, end: 2 } }],
])('blemish: %s', (_, text, expected) => expect(sourceProblem(text)).toEqual(expected));
