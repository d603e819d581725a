import { buildGraph } from './graph.js';
import { baseOf, judge, type Judgement } from './judge.js';
import { chapter } from './testing/graph.js';

/** What a branch does that turns one drawing into another. */
function landing(before: ReturnType<typeof chapter>, after: ReturnType<typeof chapter>): Judgement {
  const names = new Set(before.migrations.map(({ id }) => id));
  const change = { added: after.migrations.filter(({ id }) => !names.has(id)), edited: [], deleted: [] };
  return judge({ base: baseOf(buildGraph([before])), landed: buildGraph([after]), touched: ['shop'], change, severities: {} });
}

const cards = { labels: ['cards'] };

test('a branch label that the base has already breaks the landing: Alembic loads no revision at all', () => {
  expect(
    landing(chapter('a', { a: cards }), chapter('a < b', { a: cards, b: { ...cards, parents: [{ id: 'a', spans: [] }] } })),
  ).toMatchObject({
    verdict: 'broken',
    secondLeaf: false,
    reasons: ['b has the branch label cards, which names a already'],
  });
});

test('a branch label that both sides know already is no news', () => {
  const twice = { a: cards, b: { ...cards, parents: [{ id: 'a', spans: [] }] } };
  expect(landing(chapter('a < b', twice), chapter('a < b < c', twice)).verdict).toBe('clean');
});
