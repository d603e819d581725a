import type { HistoryContents } from '../graph/node.js';
import type { Migration, Reference } from '../model/migration.js';
import type { RefChange } from '../model/ref-change.js';
import { drawHistory, history, migration, refer } from '../testing/graph.js';
import { indexBase } from './base-index.js';
import { judgeByGraph } from './judge-landing.js';

const needsLost = { requires: [refer('pay.lost', { history: 'pay' })] };

/** Three histories, of which `stock` counts how often its migrations are read; `shop` gets a migration more. */
function scene(links: { readonly requires?: readonly Reference[]; readonly before?: readonly Reference[] }) {
  let reads = 0;
  const historyOf = (id: string, migrations: readonly Migration[]): HistoryContents => ({
    ...drawHistory('x'),
    history: history({ id }),
    migrations,
  });
  const first = (id: string): Migration => ({ ...migration(`${id}.m`), history: id });
  const shop = historyOf('shop', [first('shop')]);
  const stock: HistoryContents = {
    ...historyOf('stock', []),
    get migrations() {
      reads += 1;
      return [first('stock')];
    },
  };
  const contents = new Map([shop, historyOf('pay', [first('pay')]), stock].map(one => [one.history.id, one]));
  const added = { ...migration('shop.n', { parents: [refer('shop.m')], ...links }), history: 'shop' };
  const change: RefChange = { added: [added], edited: [], deleted: [] };
  const after = new Map([...contents, ['shop', { ...shop, migrations: [...shop.migrations, added] }]]);
  const baseline = indexBase({ files: new Map(), contents, historyByFolder: new Map() });
  const judge = () => judgeByGraph({ contents: after, touched: ['shop'], change }, baseline, {});
  judge();
  reads = 0;
  return { judgement: judge(), reads: () => reads };
}

test('a landing that names what is not there builds the graph of two histories and no more', () => {
  const { judgement, reads } = scene(needsLost);
  expect([judgement.verdict, reads()]).toEqual(['broken', 0]);
  expect(judgement.histories[0]?.findings.map(({ rule }) => rule)).toEqual(['missing-parent']);
});

test('one that runs before others builds the graph of all', () => {
  const { reads } = scene({ before: [refer('pay.m', { history: 'pay' })] });
  expect(reads()).toBeGreaterThan(0);
});

test('a history that a landing takes away altogether is reported as the base has it', () => {
  const shop = drawHistory('a < b');
  const contents = new Map([['shop', shop]]);
  const baseline = indexBase({ files: new Map(), contents, historyByFolder: new Map() });
  const change: RefChange = { added: [], edited: [], deleted: shop.migrations };
  const { histories } = judgeByGraph({ contents: new Map(), touched: ['shop'], change }, baseline, {});
  const [{ findings, ...outcome } = { findings: [] }] = histories;
  expect(outcome).toEqual({
    history: 'shop',
    framework: 'django',
    folder: 'shop/migrations',
    leaves: [],
    landedLeaves: ['b'],
    added: [],
  });
  expect(findings.map(({ rule }) => rule)).toEqual(['deleted-landed', 'deleted-landed']);
});
