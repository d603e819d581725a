import type { Concern, MovedMigration, RebasedHistory, RebaseReport } from '@oneleaf/core';
import { commit } from './report-builders.js';

const at = (name: string): string => `shop/migrations/${name}.py`;

function moved(
  name: string,
  parents: readonly string[],
  was: { readonly name: string; readonly parents: readonly string[] },
): MovedMigration {
  return { name, path: at(name), parents, was: { ...was, path: at(was.name) } };
}

const shop: RebasedHistory = {
  history: 'shop',
  framework: 'django',
  folder: 'shop/migrations',
  onto: [{ name: '0002_tax', path: at('0002_tax'), since: '3f2c1ab, by Grace, 2 days ago' }],
  moved: [
    moved('0003_sku', ['0002_tax'], { name: '0002_sku', parents: ['0001_initial'] }),
    moved('0004_label', ['0003_sku'], { name: '0003_label', parents: ['0002_sku'] }),
  ],
  dropped: [],
  notes: [],
};

const edits = [
  { path: at('0002_sku'), line: 6, before: "dependencies = [('shop', '0001_initial')]", after: "dependencies = [('shop', '0002_tax')]" },
  { path: at('0003_label'), line: 6, before: "dependencies = [('shop', '0002_sku')]", after: "dependencies = [('shop', '0003_sku')]" },
  { path: at('0003_label'), line: 9, before: "('pay', '0001_initial'),", after: "('pay', '0002_fee')," },
];

const changes = [
  { path: at('0002_sku'), text: null },
  { path: at('0003_label'), text: null },
  { path: at('0003_sku'), text: 'sku\n' },
  { path: at('0004_label'), text: 'label\n' },
];

function rebasing(rest: Partial<RebaseReport>): RebaseReport {
  const base = { ref: 'origin/main', commit: commit('3f2c1ab') };
  const empty = { rebased: [], concerns: [], edits: [], mentions: [], changes: [], notes: [], commit: null };
  return { schema: 1, command: 'rebase', state: 'planned', base, ...empty, ...rest };
}

const versions: RebasedHistory = {
  history: 'db/versions',
  framework: 'alembic',
  folder: 'db/versions',
  onto: [{ name: 'b2', path: 'db/versions/b2.py' }],
  moved: [{ name: 'c3', path: 'db/versions/c3.py', parents: ['b2'], was: { name: 'c3', path: 'db/versions/c3.py', parents: [] } }],
  dropped: [{ name: 'd4', path: 'db/versions/d4.py', reason: 'nothing is left for it to join: c3 takes its place' }],
  notes: [{ title: 'c3 drops orders.total, which b2 has renamed' }],
};

const refused: RebasedHistory = {
  history: 'pay',
  framework: 'django',
  folder: 'pay/migrations',
  onto: [],
  moved: [],
  dropped: [],
  notes: [],
  refusal: {
    message: 'both sides of pay are out: pay.0002_fee, pay.0002_rate',
    related: [{ path: 'pay/migrations/0002_rate.py', message: 'released with v2.3' }],
    fix: { title: 'join them, nothing that is out is rewritten', command: 'npx oneleaf merge pay 0002_fee 0002_rate' },
  },
};

const bring = {
  title: 'shop.0002_tax is on origin/main and not here yet: until it is, shop cannot be loaded here',
  command: 'git pull --no-rebase origin main',
};

const mentions = [
  {
    path: 'docs/howto.md',
    line: 12,
    text: 'Run `manage.py migrate shop 0002` first.',
    reason: '0002 may mean 0002_sku, which is 0003_sku now',
  },
];

const concern = (severity: Concern['severity'], message: string): Concern => ({
  verdict: severity === 'note' ? 'opaque' : 'contradiction',
  severity,
  own: { migration: 'shop.0003_sku', path: at('0003_sku'), span: { start: 120, end: 160 } },
  landed: { migration: 'shop.0002_tax', path: at('0002_tax') },
  message,
});

const concerns = [
  concern('error', '0003_sku removes shop.item.price, which 0002_tax on origin/main has removed already'),
  concern('note', '0004_label runs SQL: whether it goes with what has landed on origin/main cannot be told'),
];

export const rebaseExamples: Readonly<Record<string, RebaseReport>> = {
  'rebase-planned': rebasing({ rebased: [{ ...shop, notes: [bring] }], edits, mentions, changes }),
  'rebase-written': rebasing({ state: 'written', rebased: [shop, versions], edits, changes }),
  'rebase-that-contradicts': rebasing({ state: 'written', rebased: [shop], concerns, edits, changes }),
  'rebase-committed': rebasing({ state: 'written', rebased: [shop], edits, changes, commit: commit('c0ffee1') }),
  'rebase-refused-in-part': rebasing({ state: 'written', rebased: [refused, shop], edits, changes }),
  'rebase-of-nothing': rebasing({}),
  'rebase-taken-back': rebasing({ state: 'taken-back', rebased: [shop], edits, changes }),
  'rebase-onto-a-stale-base': rebasing({
    base: { ref: 'origin/main', commit: commit('3f2c1ab'), stale: { reason: 'offline', ageSeconds: 11_000 } },
  }),
};
