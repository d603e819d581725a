import type { Report } from '@oneleaf/core';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { reportTypes } from '../report-types.js';
import { renderJson } from './render-json.js';
import { anyCheck, anyDoctor, anyDraft, anyPredict, anyRebase } from '../testing/arbitrary.js';
import { anyDescribe } from '../testing/arbitrary-describe.js';
import { anyStatus } from '../testing/arbitrary-status.js';
import { anyDatabaseReport } from '../testing/arbitrary-verify-drift.js';
import { anyProofs, anyProve } from '../testing/arbitrary-prove.js';
import { examples } from '../testing/examples.js';
import { branch, check, commit, draftOutcome, draftReport, finding, outcome, predict } from '../testing/report-builders.js';
import { withoutUnknownKeys, schema, validator } from '../testing/schemas.js';

const anyProven = fc.tuple(anyPredict, anyProofs).map(([report, proofs]) => ({ ...report, proofs }));

type Validators = ReadonlyMap<string, ValidateFunction>;
const names = [...new Set(Object.values(reportTypes).map(({ schema: name }) => name))];
const published: Validators = new Map(names.map(name => [name, validator(schema(name))]));
const exact: Validators = new Map(names.map(name => [name, validator(withoutUnknownKeys(schema(name)))]));

function problems(report: unknown, command: Report['command'], validators = exact): readonly string[] {
  const validate = validators.get(reportTypes[command].schema);
  return validate?.(report) === true ? [] : (validate?.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test.each(Object.entries(examples))('%s is what its schema says, and nothing is lost', (_name, report) => {
  const json = renderJson(report);
  expect(problems(JSON.parse(json), report.command)).toEqual([]);
  expect(JSON.parse(json)).toEqual(report);
});

test('any report is what its schema says, and nothing is lost', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyCheck, anyPredict, anyDraft, anyDoctor, anyRebase, anyDatabaseReport, anyStatus, anyProve, anyProven, anyDescribe),
      report => {
        const json = renderJson(report);
        expect(problems(JSON.parse(json), report.command)).toEqual([]);
        expect(JSON.parse(json)).toEqual(report);
        expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      },
    ),
  );
});

test('keys stand in the same order however a report was put together', () => {
  const whole = predict({ branches: [branch('refs/heads/feat/sku', { open: true, histories: [outcome('shop')] })] });
  const reversed = JSON.parse(JSON.stringify(whole), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
  ) as Report;
  expect(renderJson(reversed)).toBe(renderJson(whole));
  expect(renderJson(whole)).toMatch(/^{\n {2}"schema": 1,\n {2}"command": "predict",\n {2}"base": {\n {4}"ref": [^}]+"commit"[^]+}\n$/);
});

const sku = branch('refs/heads/feat/sku');
const found = finding('cycle', 'sku waits for itself');

const wrong: [name: string, report: unknown, command: Report['command'], problem: string][] = [
  ['another version', { ...check(), schema: 2 }, 'check', '/schema const'],
  ['no findings', { ...check(), findings: undefined }, 'check', ' required'],
  ['a short commit', check({ commit: '3f2c1ab' }), 'check', '/commit pattern'],
  [
    'a severity that does not exist',
    check({ findings: [{ ...found, severity: 'fatal' as 'error' }] }),
    'check',
    '/findings/0/severity enum',
  ],
  ['a rule with a number', check({ findings: [{ ...found, rule: 'OL001' }] }), 'check', '/findings/0/rule pattern'],
  [
    'a finding without a message',
    check({ findings: [{ ...found, message: undefined as unknown as string }] }),
    'check',
    '/findings/0 required',
  ],
  [
    'half a span',
    check({ findings: [{ ...found, location: { path: 'a.py', span: { start: 1 } as never } }] }),
    'check',
    '/findings/0/location/span required',
  ],
  ['a verdict that does not exist', predict({ branches: [{ ...sku, verdict: 'fine' as 'clean' }] }), 'predict', '/branches/0/verdict enum'],
  [
    'a branch that does not say whether it is exact',
    predict({ branches: [{ ...sku, exact: undefined as unknown as true }] }),
    'predict',
    '/branches/0 required',
  ],
  ['a group of one', predict({ groups: [{ history: 'shop', refs: ['a'] }] }), 'predict', '/groups/0/refs minItems'],
  [
    'a twin of no kind',
    predict({ twins: [{ kind: 'alike' as 'same', history: 'shop', refs: ['a'], migrations: [] }] }),
    'predict',
    '/twins/0/kind enum',
  ],
  [
    'leaves that are no list',
    predict({ branches: [{ ...sku, histories: [outcome('shop', { leaves: '0002' as unknown as [] })] }] }),
    'predict',
    '/branches/0/histories/0/leaves type',
  ],
  ['a check where a prediction is expected', check(), 'predict', ' required'],
  [
    'a draft that says nothing of its parents',
    { ...draftReport(), drafts: [{ ...draftOutcome(), parents: undefined }] },
    'new',
    '/drafts/0 required',
  ],
  ['a change without a text', { ...draftReport(), changes: [{ path: 'a.py' }] }, 'merge', '/changes/0 required'],
  [
    'a condition that does not exist',
    { schema: 1, command: 'doctor', examined: [{ subject: 'git', condition: 'ill', message: '' }] },
    'doctor',
    '/examined/0/condition enum',
  ],
];

test.each(wrong)('a report with %s fails', (_name, report, command, problem) => {
  expect(problems(JSON.parse(JSON.stringify(report)), command, published)).toContain(problem);
});

test('a key of tomorrow is no error for a reader of today, but for our own tests', () => {
  const tomorrow = { ...check({ commit: commit('3f') }), mood: 'good', findings: [{ ...found, since: 'v1' }] };
  expect(problems(tomorrow, 'check', published)).toEqual([]);
  expect(problems(tomorrow, 'check')).toEqual([' additionalProperties', '/findings/0 additionalProperties']);
});

test('all schemas describe a fix alike', () => {
  const [one, ...others] = (
    [schema('check'), schema('predict'), schema('draft'), schema('rebase'), schema('proof')] as { $defs: Record<string, unknown> }[]
  ).map(({ $defs }) => ['span', 'related', 'fix'].map(name => $defs[name]));
  expect(others).toEqual([one, one, one, one]);
});

test('all schemas describe a finding alike', () => {
  const [one, other, third] = ([schema('check'), schema('predict'), schema('proof')] as { $defs: Record<string, unknown> }[]).map(
    ({ $defs }) => ['span', 'location', 'related', 'fix', 'finding'].map(name => $defs[name]),
  );
  expect([other, third]).toEqual([one, one]);
  expect((schema('doctor')['$defs'] as Record<string, unknown>)['fix']).toEqual(
    (schema('check')['$defs'] as Record<string, unknown>)['fix'],
  );
});
