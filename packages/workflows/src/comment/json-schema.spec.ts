import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conforms } from './json-schema.js';

const schema = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(__dirname, '../../../../docs/schema', `${name}.schema.json`), 'utf8')) as Record<string, unknown>;

const finding = { rule: 'cycle', severity: 'error', history: 'shop', message: 'a', location: { path: 'a.py', span: { start: 0, end: 2 } } };
const proved = {
  project: '.',
  framework: 'django',
  histories: ['shop'],
  database: 'PostgreSQL',
  python: 'python3',
  notes: [{ title: 'a', command: 'b' }],
  findings: [{ ...finding, related: [{ path: 'b.py', message: 'b' }], fix: { title: 'c' } }],
};
const branch = {
  ref: 'refs/heads/a',
  commit: '3f2c1ab'.padEnd(40, '0'),
  verdict: 'conflict',
  exact: true,
  reasons: ['a'],
  histories: [{ history: 'shop', framework: 'django', folder: 'shop', leaves: ['a'], landedLeaves: [], added: [], findings: [finding] }],
};
const pair = {
  one: 'a',
  other: 'b',
  project: '.',
  framework: 'django',
  verdict: 'order-matters',
  differences: [{ kind: 'column', name: 'a', one: 'b' }],
  rows: [{ table: 'a', one: 1, other: 2 }],
  failures: [{ first: 'a', migration: 'b', of: 'c', error: { type: 'd', message: 'e' } }],
  volatile: ['a'],
  warnings: [],
};
const base = { ref: 'refs/heads/main', commit: '3f2c1ab'.padEnd(40, '0') };

const reports: [name: string, report: unknown][] = [
  ['check', { schema: 1, command: 'check', ref: 'index', commit: null, histories: [], findings: [finding] }],
  [
    'proof',
    {
      schema: 1,
      command: 'verify',
      projects: [{ ...proved, trials: [{ name: 'stairway', outcome: 'passed', migrations: 1 }] }],
      unproved: [],
    },
  ],
  [
    'proof',
    {
      schema: 1,
      command: 'drift',
      projects: [{ ...proved, differences: [{ kind: 'a', subject: 'b', text: 'c', risk: 'data' }] }],
      unproved: [],
    },
  ],
  ['prove', { schema: 1, command: 'prove', base, seeded: true, pairs: [pair], notes: [] }],
  [
    'predict',
    {
      schema: 1,
      command: 'predict',
      base,
      branches: [branch],
      groups: [{ history: 'shop', refs: ['a', 'b'] }],
      twins: [],
      landing: [],
      omitted: { untouched: 0, landed: 0, old: 0 },
    },
  ],
];

/** Every value inside, by the steps that lead to it. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, key]))];
}

/** The same with another value at a place, or without it. */
function changed(value: unknown, [step, ...more]: readonly string[], to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.map((one: unknown, at) => (String(at) === step ? changed(one, more, to) : one));
  const entries = Object.entries(value as object).map(([key, one]) => [key, key === step ? changed(one, more, to) : one] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

describe.each(reports)('%s', (name, report) => {
  const form = schema(name);
  const oracle = new Ajv2020({ strict: true }).compile(form);

  test('a report of ours has its form', () => {
    expect([oracle(report), conforms(form, report)]).toEqual([true, true]);
  });

  test('whatever is changed in it, the answer is that of a library', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(undefined, null, '', 'error', -1, 1.5, 1, true, [], {}, ['a'], { path: 'a' }, 'refs/heads/x'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(report)), value, (place, to) => {
        const other = changed(report, place, to);
        expect(conforms(form, other)).toBe(oracle(other));
      }),
      { numRuns: 500 },
    );
  });
});

test('a keyword that nobody reads is no silent pass', () => {
  expect(() => conforms({ maxLength: 3 }, 'long')).toThrow('the schema has the keyword maxLength');
});
