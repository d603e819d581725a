import { gitRepo } from '@oneleaf/git/testing';
import { PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { checked, predicted } from '../testing/report-digest.js';

const django = (dependencies: string, rest = ''): string =>
  `from django.db import migrations\n\nclass Migration(migrations.Migration):\n    dependencies = [${dependencies}]\n    operations = []\n${rest}`;
const [path, revision] = ['shop/migrations/0002_tax.py', 'alembic/versions/tax.py'];

describe.each<[rule: string, file: string, text: string | Uint8Array, place: { readonly line: number; readonly column: number }]>([
  ['missing-parent', path, django(`\n        ('shop', '0009_gone'),\n    `), { line: 5, column: 19 }],
  ['missing-parent', revision, `"""tax"""\nrevision = 'tax'\ndown_revision = 'gone'\n`, { line: 3, column: 18 }],
  ['missing-parent', revision, `\r\nrevision = 'tax'\r\ndown_revision = 'gone'\r\n`, { line: 3, column: 18 }],
  [
    'missing-parent',
    revision,
    Buffer.from(`# coding: latin-1\n# caf\xe9\nrevision = 'tax'\ndown_revision = 'gone'\n`, 'latin1'),
    { line: 4, column: 18 },
  ],
  ['computed-reference', path, django(`('shop', name())`), { line: 4, column: 30 }],
  ['computed-reference', revision, `revision = 'tax'\ndown_revision = latest()\n`, { line: 2, column: 17 }],
  ['unreadable-migration', path, `${django(`('shop', '0001_initial')`)}<<<<<<< HEAD\n`, { line: 6, column: 1 }],
  ['unreadable-migration', path, `\uFEFF${django(`('shop', '0001_initial')`)}x = (\n`, { line: 6, column: 5 }],
])('%s in %s is at a line and a column', (rule, file, text, place) => {
  const repo = gitRepo({ main: { ...SHOP, ...PAY }, feat: { [file]: text } });

  test('for check', async () => {
    const { findings } = checked(await oneleaf(repo, ['check', '--ref', 'feat', '--format', 'json']));
    expect(findings.filter(one => one.rule === rule).map(one => one.location)).toEqual([expect.objectContaining({ path: file, ...place })]);
  });

  test('for predict', async () => {
    const { branches } = predicted(await oneleaf(repo, ['predict', 'feat', '--base', 'main', '--local', '--format', 'json']));
    const findings = branches.flatMap(branch => branch.histories.flatMap(history => history.findings));
    expect(findings.filter(one => one.rule === rule).map(one => one.location)).toEqual([expect.objectContaining({ path: file, ...place })]);
  });
});
