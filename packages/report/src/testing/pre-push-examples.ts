import type { Finding, PredictReport } from '@oneleaf/core';
import { branch, commit, finding, hoursOld, outcome, predict } from './report-builders.js';

const fork: Finding = finding('multiple-leaves', 'shop would have 2 leaves after landing: shop.0002_sku, shop.0002_tax', {
  related: [
    { path: 'shop/migrations/0002_sku.py', message: 'yours' },
    { path: 'shop/migrations/0002_tax.py', message: 'on origin/main since 3f2c1ab, by Ada Byron, 2 hours ago' },
  ],
  fix: {
    title: 'put yours behind what is on origin/main',
    command: 'npx oneleaf rebase shop',
  },
});

const sku = branch('refs/heads/feat/sku', {
  verdict: 'conflict',
  time: hoursOld(1),
  histories: [
    outcome('shop', {
      leaves: ['0002_sku', '0002_tax'],
      landedLeaves: ['0002_tax'],
      added: ['shop/migrations/0002_sku.py'],
      findings: [fork],
    }),
  ],
});

const stale = {
  ref: 'refs/remotes/origin/main',
  commit: commit('3f2c1ab'),
  stale: { reason: 'git ls-remote failed: Connection timed out\nfatal: Could not read from remote repository.', ageSeconds: 11_000 },
};

export const prePushExamples: Readonly<Record<string, PredictReport>> = {
  'push-stopped': predict({ command: 'pre-push', branches: [sku] }),
  'push-clean': predict({ command: 'pre-push', branches: [branch('refs/heads/feat/shelf')] }),
  'push-of-several': predict({
    command: 'pre-push',
    branches: [
      sku,
      branch('refs/heads/feat/shelf'),
      branch('refs/heads/feat/old', {
        verdict: 'unknown',
        reasons: ['the clone is shallow', 'run: git fetch --unshallow'],
        fix: { title: 'bring what is missing', command: 'git fetch --unshallow' },
      }),
      branch('refs/heads/feat/refund', {
        verdict: 'broken',
        histories: [
          outcome('pay', {
            findings: [finding('cycle', '0002_a is its own parent', { history: 'pay', fix: { title: 'take one of the references away' } })],
          }),
        ],
      }),
    ],
  }),
  'push-with-a-stale-base': predict({ command: 'pre-push', base: stale, branches: [sku] }),
  'push-clean-with-an-unknown-age': predict({
    command: 'pre-push',
    base: { ...stale, stale: { reason: 'offline' } },
    branches: [branch('refs/heads/feat/shelf')],
  }),
  'push-of-what-has-landed': predict({ command: 'pre-push', branches: [branch('refs/heads/feat/done', { verdict: 'landed' })] }),
  'push-without-migrations': predict({ command: 'pre-push' }),
};
