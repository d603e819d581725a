import { buildGraph } from '../graph/graph.js';
import { scopeBaseOf, judgeScope, type LandingJudgement } from './judge-scope.js';
import { drawHistory } from '../testing/graph.js';

/** What a branch does that turns one drawing into another. */
function landing(before: ReturnType<typeof drawHistory>, after: ReturnType<typeof drawHistory>): LandingJudgement {
  const names = new Set(before.migrations.map(({ id }) => id));
  const change = { added: after.migrations.filter(({ id }) => !names.has(id)), edited: [], deleted: [] };
  return judgeScope({ base: scopeBaseOf(buildGraph([before])), landed: buildGraph([after]), touched: ['shop'], change, severities: {} });
}

const cards = { labels: ['cards'] };

test('a branch label that the base has already breaks the landing: Alembic loads no revision at all', () => {
  expect(
    landing(drawHistory('a', { a: cards }), drawHistory('a < b', { a: cards, b: { ...cards, parents: [{ id: 'a', spans: [] }] } })),
  ).toMatchObject({
    verdict: 'broken',
    secondLeaf: false,
    reasons: ['b has the branch label cards, which names a already'],
  });
});

test('a branch label that both sides know already is no news', () => {
  const twice = { a: cards, b: { ...cards, parents: [{ id: 'a', spans: [] }] } };
  expect(landing(drawHistory('a < b', twice), drawHistory('a < b < c', twice)).verdict).toBe('clean');
});
