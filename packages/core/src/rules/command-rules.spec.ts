import type { Severity } from '../model/finding.js';
import { commandFindings } from './run-rules.js';

const draft = (severity?: Severity) => ({ history: 'shop', message: 'a', ...(severity ? { severity } : {}) });

const rows: [name: string, own: Severity | undefined, configured: Severity | 'off' | undefined, expected: Severity | undefined][] = [
  ['the severity of the rule', undefined, undefined, 'error'],
  ['a milder finding', 'note', undefined, 'note'],
  ['the severity of the team', undefined, 'warning', 'warning'],
  ['a rule that the team has switched off', undefined, 'off', undefined],
  ['a finding milder than the severity of the team', 'note', 'warning', 'note'],
  ['a finding harsher than the severity of the team', 'warning', 'note', 'note'],
];

test.each(rows)('%s', (_name, own, configured, expected) => {
  const severities = configured === undefined ? {} : { 'model-drift': configured };
  const findings = commandFindings('model-drift', [draft(own)], severities);
  expect(findings).toEqual(expected === undefined ? [] : [{ rule: 'model-drift', severity: expected, history: 'shop', message: 'a' }]);
});
