import { acceptableRules, acceptancesOf, applyAcceptances, type Acceptances } from './acceptance.js';
import type { Finding } from '../model/finding.js';

const at = (rule: string, path: string, rest: Partial<Finding> = {}): Finding => ({
  rule,
  severity: 'warning',
  history: 'shop',
  message: `${rule} ${path}`,
  location: { path },
  ...rest,
});
const roots = (...paths: readonly string[]): Finding => {
  const { location: _, ...finding } = at('several-roots', '', { related: paths.map(path => ({ path, message: 'a root' })) });
  return finding;
};

function aside(findings: readonly Finding[], acceptances: Acceptances, holds = (): boolean => true) {
  const { left, accepted } = applyAcceptances(findings, { file: 'baseline.json', acceptances, isChecked: holds });
  return { left: left.map(({ message }) => message), accepted };
}

test('what stops a deployment, or rewrites what has landed, cannot be accepted', () => {
  expect(acceptableRules).toEqual([
    'computed-reference',
    'create-all',
    'credential-in-seed',
    'duplicate-number',
    'key-without-on-delete',
    'missing-downgrade',
    'mixed-migration',
    'several-roots',
    'squash-hides-fork',
    'unannounced-break',
    'unguarded-ddl',
  ]);
  expect(aside([at('cycle', 'a.py')], { cycle: ['a.py'] }).accepted).toBe(0);
});

interface Row {
  readonly findings: readonly Finding[];
  readonly acceptances: Acceptances;
  readonly left?: readonly string[];
  readonly accepted?: number;
}

const rows: Readonly<Record<string, Row>> = {
  'nothing is accepted': { findings: [at('create-all', 'a.py')], acceptances: {}, left: ['create-all a.py'] },
  'a file': {
    findings: [at('create-all', 'a.py'), at('create-all', 'b.py')],
    acceptances: { 'create-all': ['a.py'] },
    left: ['create-all b.py'],
    accepted: 1,
  },
  'another rule in it': {
    findings: [at('unguarded-ddl', 'a.py'), at('create-all', 'a.py')],
    acceptances: { 'create-all': ['a.py'] },
    left: ['unguarded-ddl a.py'],
    accepted: 1,
  },
  'whatever its severity': {
    findings: [at('create-all', 'a.py', { severity: 'error' })],
    acceptances: { 'create-all': ['a.py'] },
    accepted: 1,
  },
  'every file that it names': { findings: [roots('a.py', 'b.py')], acceptances: { 'several-roots': ['a.py', 'b.py'] }, accepted: 1 },
  'one file of those that it names': {
    findings: [roots('a.py', 'b.py')],
    acceptances: { 'several-roots': ['a.py'] },
    left: ['several-roots ', 'baseline.json accepts several-roots in a.py, where it finds nothing'],
  },
  'what is found no more': {
    findings: [],
    acceptances: { 'create-all': ['a.py'] },
    left: ['baseline.json accepts create-all in a.py, where it finds nothing'],
  },
};

test.each(Object.entries(rows))('%s', (_name, { findings, acceptances, left = [], accepted = 0 }) => {
  expect(aside(findings, acceptances)).toEqual({ left, accepted });
});

test('a file that nobody looked at is not missed', () => {
  expect(aside([], { 'create-all': ['a.py'] }, () => false).left).toEqual([]);
});

test('all that is found is accepted as far as it may be, sorted, each file once', () => {
  const found = [
    at('cycle', 'a.py'),
    at('unguarded-ddl', 'b.py'),
    at('unguarded-ddl', 'a.py'),
    at('create-all', 'z.py'),
    roots('b.py', 'a.py'),
  ];
  const acceptances = acceptancesOf([...found, ...found]);
  expect(JSON.stringify(acceptances)).toBe('{"create-all":["z.py"],"several-roots":["a.py","b.py"],"unguarded-ddl":["a.py","b.py"]}');
  expect(aside(found, acceptances)).toEqual({ left: ['cycle a.py'], accepted: 4 });
});
