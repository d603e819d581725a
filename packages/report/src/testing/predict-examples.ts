import { sentence, type BranchOutcome, type PredictReport } from '@oneleaf/core';
import { branch, commit, finding, fork, hoursOld, outcome, predict } from './report-builders.js';

const tax = fork('refs/heads/feat/tax', { history: 'shop', mine: '0002_tax', theirs: '0002_sku' });

const broken = branch('refs/heads/feat/refund', {
  verdict: 'broken',
  time: hoursOld(50),
  reasons: ['0004_refund refers to pay.0003_gone, which no file carries'],
  histories: [
    outcome('pay', {
      added: ['pay/migrations/0004_refund.py'],
      findings: [
        finding('missing-parent', '0004_refund refers to pay.0003_gone, which no file carries', {
          history: 'pay',
          location: { path: 'pay/migrations/0004_refund.py', span: { start: 90, end: 107 } },
          fix: { title: 'bring pay.0003_gone back, or refer to a migration that exists' },
        }),
      ],
    }),
  ],
});

const stopped = branch('refs/pull/15/head', {
  verdict: 'broken',
  open: true,
  time: hoursOld(5),
  reasons: ['0001_initial', '0002_shelf'].map(name => `git stops at stock/migrations/${name}.py: both sides changed it`),
  histories: [
    outcome('stock', {
      findings: ['0001_initial', '0002_shelf'].map(name =>
        finding('text-conflict', sentence`git stops at ${{ path: `stock/migrations/${name}.py` }}: both sides changed it`, {
          history: 'stock',
          location: { path: `stock/migrations/${name}.py` },
          fix: { title: 'keep the landed text, and put the change into a migration of its own' },
        }),
      ),
    }),
  ],
  standstill: {
    paths: ['stock/migrations/0001_initial.py', 'stock/migrations/0002_shelf.py'],
    ifBase: { verdict: 'clean', secondLeaf: false },
    ifBranch: { verdict: 'broken', secondLeaf: true },
  },
});

const cut = branch('refs/remotes/origin/feat/old', {
  verdict: 'unknown',
  time: hoursOld(24 * 80),
  reasons: ['the clone is shallow and ends before this branch left main', 'run: git fetch --unshallow'],
  fix: { title: 'bring what is missing', command: 'git fetch --unshallow' },
});

const shelf = branch('refs/heads/feat/shelf', {
  time: hoursOld(1),
  histories: [
    outcome('stock', {
      added: ['stock/migrations/0003_shelf.py'],
      leaves: ['0003_shelf'],
      findings: [finding('several-roots', 'stock has 2 roots: 0001_initial, 0001_other', { severity: 'note', history: 'stock' })],
    }),
  ],
});

const careful = branch('refs/heads/feat/comment', {
  time: hoursOld(26),
  histories: [
    outcome('pay', {
      findings: [
        finding('edited-landed', '0001_initial has landed and is edited: databases that have applied it will not see the change', {
          severity: 'warning',
          history: 'pay',
          location: { path: 'pay/migrations/0001_initial.py' },
          fix: { title: 'leave the landed file as it is and put the change into a new migration' },
        }),
      ],
    }),
  ],
});

const backport = branch('refs/pull/16/head', {
  open: true,
  time: hoursOld(30),
  exact: false,
  histories: [outcome('shop', { added: ['shop/migrations/0001_backport.py'] })],
  target: { ref: 'refs/remotes/origin/release/3.20', commit: commit('32001'), how: 'inferred' },
});

const mixed = predict({
  branches: [
    shelf,
    broken,
    tax,
    { ...fork('refs/pull/12/head', { history: 'shop', mine: '0002_label', theirs: '0002_sku' }), open: true, time: hoursOld(3) },
    stopped,
    cut,
    careful,
    backport,
    branch('refs/heads/feat/done', { verdict: 'landed', reasons: ['all that it changes of migrations is on the base'] }),
  ],
  groups: [
    { history: 'shop', refs: ['refs/heads/feat/tax', 'refs/heads/feat/vat', 'refs/pull/12/head'] },
    { history: 'stock', refs: ['refs/heads/feat/shelf', 'refs/heads/feat/aisle'] },
  ],
  twins: [
    {
      kind: 'fix',
      history: 'pay',
      refs: ['refs/pull/20/head', 'refs/pull/21/head'],
      migrations: ['pay.0007_merge', 'pay.0007_merge_again'],
    },
    { kind: 'same', history: 'shop', refs: ['refs/heads/feat/tax', 'refs/heads/feat/vat'], migrations: ['shop.0002_tax', 'shop.0002_vat'] },
    { kind: 'landed', history: 'shop', refs: ['refs/pull/12/head'], migrations: ['shop.0002_label', 'shop.0002_sku'] },
  ],
  landing: [
    { ref: 'refs/heads/feat/shelf', relink: [] },
    { ref: 'refs/pull/16/head', relink: [] },
    { ref: 'refs/pull/12/head', relink: ['shop.0002_label'] },
    { ref: 'refs/heads/feat/tax', relink: ['shop.0002_tax'] },
  ],
  omitted: { untouched: 1204, landed: 311, old: 87 },
});

function crowd(number: number): readonly BranchOutcome[] {
  return Array.from({ length: number }, (_, index) => {
    const ref = `refs/pull/${index + 1}/head`;
    const facts = { time: hoursOld(number - index), ...(index % 97 === 0 ? { open: true } : {}) };
    if (index % 4 === 0) return { ...fork(ref, { history: 'shop', mine: `0002_${index}`, theirs: '0002_sku' }), ...facts };
    return branch(ref, { ...facts, histories: [outcome('pay', { added: [`pay/migrations/0002_${index}.py`] })] });
  });
}

const many = crowd(2000);

export const predictExamples: Readonly<Record<string, PredictReport>> = {
  'predict-nothing-to-land': predict({ omitted: { untouched: 3, landed: 0, old: 0 } }),
  'predict-one-branch': predict({ branches: [{ ...tax, time: hoursOld(3) }], landing: [{ ref: tax.ref, relink: ['shop.0002_tax'] }] }),
  'predict-one-clean-branch': predict({ branches: [shelf], landing: [{ ref: shelf.ref, relink: [] }] }),
  'predict-every-verdict': mixed,
  'predict-two-thousand-branches': predict({
    branches: many,
    groups: [
      { history: 'pay', refs: many.filter(({ verdict }) => verdict === 'clean').map(({ ref }) => ref) },
      ...Array.from({ length: 30 }, (_, index) => ({ history: `app_${index}`, refs: ['refs/heads/a', 'refs/heads/b'] })),
    ],
    landing: many.map(({ ref, verdict }, index) => ({ ref, relink: verdict === 'clean' ? [] : [`shop.0002_${index}`] })),
  }),
  'predict-a-rule-that-is-off': predict({
    branches: [{ ...tax, histories: tax.histories.map(history => ({ ...history, findings: [] })) }],
  }),
};
