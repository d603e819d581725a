import type { DraftOutcome, DraftReport } from '@oneleaf/core';
import { commit, draftOutcome, draftReport } from './report-builders.js';

const text = 'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n';
const change = { path: 'shop/migrations/0003_label.py', text };
const stale = { ref: 'origin/main', commit: commit('3f2c1ab'), stale: { reason: 'offline', ageSeconds: 11_000 } };

const behind = draftOutcome({
  parents: [{ name: '0002_tax', path: 'shop/migrations/0002_tax.py', landed: true, here: false }],
  notes: [
    { title: '0003_sku is on origin/feat/sku' },
    {
      title: 'shop.0002_tax is on origin/main and not here yet: until it is, shop cannot be loaded here',
      command: 'git pull --no-rebase origin main',
    },
  ],
});

const refused: DraftOutcome = {
  history: 'shop',
  framework: 'django',
  folder: 'shop/migrations',
  parents: [],
  notes: [],
  refusal: {
    message: 'shop would have 2 leaves after landing: shop.0002_sku, shop.0002_tax',
    related: [
      { path: 'shop/migrations/0002_sku.py', message: 'yours' },
      { path: 'shop/migrations/0002_tax.py', message: 'on origin/main' },
    ],
    fix: { title: 'bring origin/main in, and put yours behind shop.0002_tax', command: 'git pull --no-rebase origin main' },
  },
};

const merge = draftOutcome({
  history: 'db/versions',
  framework: 'alembic',
  folder: 'db/versions',
  name: 'c0ffee123456',
  path: 'db/versions/c0ffee123456_merge_a1_and_b2.py',
  parents: [
    { name: 'a1', path: 'db/versions/a1.py', landed: true, here: true },
    { name: 'b2', path: 'db/versions/b2.py', landed: false, here: true },
  ],
});

const marker = { path: 'shop/migrations/max_migration.txt', text: '0003_label\n' };

export const draftExamples: Readonly<Record<string, DraftReport>> = {
  'new-written': draftReport({ drafts: [draftOutcome()], changes: [change], written: true }),
  'new-with-a-marker': draftReport({ drafts: [draftOutcome()], changes: [change, marker], written: true }),
  'new-not-written': draftReport({ drafts: [behind], changes: [change] }),
  'new-the-first-on-a-stale-base': draftReport({ base: stale, drafts: [draftOutcome({ parents: [] })], changes: [change], written: true }),
  'new-refused': draftReport({ drafts: [refused] }),
  'merge-written': draftReport({ command: 'merge', drafts: [merge], changes: [{ ...change, path: merge.path ?? '' }], written: true }),
  'merge-refused-in-part': draftReport({ command: 'merge', base: null, drafts: [refused, merge] }),
  'merge-of-nothing': draftReport({ command: 'merge' }),
};
