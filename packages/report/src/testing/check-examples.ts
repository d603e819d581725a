import { sentence, type CheckReport } from '@oneleaf/core';
import { check, commit, finding } from './report-builders.js';

const shop = { framework: 'django', undecided: [], roots: ['0001_initial'], leaves: ['0014_tax'], migrations: 14 };

const histories = [
  { ...shop, history: 'shop', folder: 'shop/migrations' },
  { ...shop, history: 'pay', folder: 'pay/migrations', migrations: 1400, leaves: ['1400_refund'] },
  {
    ...shop,
    history: 'stock/alembic/versions',
    framework: 'alembic',
    folder: 'stock/alembic/versions',
    migrations: 3,
    leaves: ['ae1027a6acf'],
  },
];

export const checkExamples: Readonly<Record<string, CheckReport>> = {
  'check-healthy': check({ histories }),
  'check-with-a-baseline': check({ histories, accepted: 3 }),
  'check-nothing-here': check(),
  'check-one-leaf-too-many': check({
    histories,
    findings: [
      finding('multiple-leaves', sentence`${{ history: 'shop' }} has 2 leaves: ${{ migration: ['0014_sku', '0014_tax'] }}`, {
        related: [
          { path: 'shop/migrations/0014_sku.py', message: 'a leaf' },
          { path: 'shop/migrations/0014_tax.py', message: 'a leaf' },
        ],
        fix: { title: 'join them', command: 'npx oneleaf merge shop' },
      }),
      finding(
        'stray-copy',
        'pay/migrations/0003_refund copy.py looks like a copy of pay/migrations/0003_refund.py, and the framework loads it',
        {
          history: 'pay',
          location: { path: 'pay/migrations/0003_refund copy.py' },
          related: [{ path: 'pay/migrations/0003_refund.py', message: 'the original' }],
          fix: { title: 'delete the copy', command: "git rm -f -- 'pay/migrations/0003_refund copy.py'" },
        },
      ),
      finding('edited-landed', '0002_price has landed and is edited: databases that have applied it will not see the change', {
        severity: 'warning',
        location: { path: 'shop/migrations/0002_price.py', span: { start: 0, end: 12 } },
        fix: { title: 'leave the landed file as it is and put the change into a new migration' },
      }),
      finding('duplicate-number', 'shop has 2 migrations numbered 0014: 0014_sku, 0014_tax', {
        severity: 'note',
        related: [
          { path: 'shop/migrations/0014_sku.py', message: 'number 0014' },
          { path: 'shop/migrations/0014_tax.py', message: 'number 0014' },
        ],
      }),
    ],
  }),
  'check-of-a-tag': check({
    ref: 'refs/tags/v2.1',
    commit: commit('9c0ffee'),
    histories: [{ ...shop, history: 'stock', folder: 'stock/migrations', undecided: ['stock/migrations/0003_shelf.py'] }],
    findings: [
      finding(
        'computed-reference',
        sentence`${{ code: 'dependencies' }} of ${{ path: 'stock/migrations/0003_shelf.py' }} cannot be decided without running code: a call`,
        {
          severity: 'warning',
          history: 'stock',
          location: { path: 'stock/migrations/0003_shelf.py', span: { start: 120, end: 140 } },
          fix: { title: 'write dependencies as a literal instead of previous()' },
        },
      ),
    ],
  }),
  'check-two-hundred-of-a-kind': check({
    histories,
    findings: Array.from({ length: 200 }, (_, index) =>
      finding('unreadable-migration', sentence`${{ path: `pay/migrations/${1000 + index}_step.py` }} cannot be read: conflict markers`, {
        history: 'pay',
        location: { path: `pay/migrations/${1000 + index}_step.py` },
      }),
    ),
  }),
};
