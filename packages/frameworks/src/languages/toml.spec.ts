import { readTomlTable } from './toml.js';

test.each([
  ['basic and literal strings', `a = "b"\nc = 'd'`, { a: 'b', c: 'd' }],
  ['escapes', String.raw`a = "b\\c\"d"`, { a: 'b\\c"d' }],
  ['strings of several lines', `a = """\nb"""\nc = '''d\ne'''`, { a: 'b', c: 'd\ne' }],
  ['flags', 'a = true\nb = false # c', { a: true, b: false }],
  ['lists', `a = ["b", 'c', ]`, { a: ['b', 'c'] }],
  ['lists over several lines', 'a = [\n  "b", # "no"\n  # "no"\n  "c"\n]\nd = "e"', { a: ['b', 'c'], d: 'e' }],
  ['quoted keys', `"a" = "b"`, { a: 'b' }],
  ['comments', '# a = "b"\nc = "d" # e', { c: 'd' }],
  ['numbers', 'a = 40 # b', { a: '40' }],
  ['what Alembic has no use for', 'a = 1.5\nb = 1979-05-27', {}],
  ['another table behind', 'a = "b"\n[tool.other]\nc = "d"', { a: 'b' }],
  ['a table of tables behind', 'a = "b"\n[[tool.alembic.post_write_hooks]]\nname = "x"', { a: 'b' }],
])('%s', (_, text, expected) => expect(Object.fromEntries(readTomlTable(`[tool.alembic]\n${text}\n`, 'tool.alembic'))).toEqual(expected));

test.each([
  ['the header in a string', 'x = """\n[tool.alembic]\na = "b"\n"""\n', {}],
  ['blanks in the header', '[ tool . alembic ] # x\na = "b"', { a: 'b' }],
  ['quotes in the header', '["tool".alembic]\na = "b"', { a: 'b' }],
  ['CRLF', '[tool.alembic]\r\na = "b"\r\n', { a: 'b' }],
  ['a list of tables before', 'x = [\n  { y = "[tool.alembic]" },\n]\n[tool.alembic]\na = "b"', { a: 'b' }],
  ['no such table', '[tool.black]\na = "b"', {}],
])('finds the table: %s', (_, text, expected) => expect(Object.fromEntries(readTomlTable(text, 'tool.alembic'))).toEqual(expected));
