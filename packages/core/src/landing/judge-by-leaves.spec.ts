import fc from 'fast-check';
import { buildGraph } from '../graph/graph.js';
import { judgeByGraph } from './judge-landing.js';
import { judgeScope } from './judge-scope.js';
import { indexBase } from './base-index.js';
import type { LandedHistories } from './landed-histories.js';
import { judgeByLeaves } from './judge-by-leaves.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { Migration, Reference } from '../model/migration.js';
import { drawHistory, history, migration, refer } from '../testing/graph.js';

/** Indexes of parents: below the migration's own place in the list, or one that no file carries (-1). */
const shape = fc.record({
  base: fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 8 }),
  added: fc.array(fc.array(fc.integer({ min: -1, max: 30 }), { maxLength: 2 }), { minLength: 1, maxLength: 4 }),
  squash: fc.boolean(),
  fork: fc.boolean(),
});

test('what leaves alone tell is what the graph tells', () => {
  let plain = 0;
  fc.assert(
    fc.property(shape, sketch => {
      const { landed, snapshot } = scene(sketch);
      const baseline = indexBase(snapshot);
      const quick = judgeByLeaves(landed, baseline, {});
      if (quick === undefined) return;
      plain += 1;
      expect(quick).toEqual(judgeByGraph(landed, baseline, {}));
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(200);
});

function scene({ base, added, squash, fork }: typeof shape extends fc.Arbitrary<infer T> ? T : never): {
  landed: LandedHistories;
  snapshot: TreeHistories;
} {
  const known = base.map((parents, index) =>
    migration(`m${index}`, {
      parents:
        index === 0
          ? []
          : [...new Set([index - 1, ...(fork ? parents.map(at => at % index) : [])])].slice(fork ? 1 : 0).map(at => refer(`m${at}`)),
    }),
  );
  const last = known.at(-1);
  const migrations = squash && last ? [...known, migration('s', { replaces: [refer('m0'), refer('n1')], parents: [] })] : known;
  const names = [...migrations.map(({ id }) => id), ...added.map((_parents, index) => `n${index}`)];
  const brought = added.map((parents, index) =>
    migration(`n${index}`, { parents: [...new Set(parents)].map(at => refer(at < 0 ? 'nowhere' : (names[at % names.length] ?? 'm0'))) }),
  );
  const before = { ...drawHistory('x'), migrations };
  const after = { ...before, migrations: [...migrations, ...brought] };
  return {
    snapshot: { files: new Map(), contents: new Map([['shop', before]]), historyByFolder: new Map() },
    landed: { contents: new Map([['shop', after]]), touched: ['shop'], change: { added: brought, edited: [], deleted: [] } },
  };
}

/** Per added migration: to which app it is added, on which of that app's it stands, and which of the other app's it needs. */
const apart = fc.record({
  base: fc.array(fc.record({ pays: fc.boolean(), needs: fc.option(fc.nat(7)) }), { minLength: 2, maxLength: 6 }),
  added: fc.array(fc.record({ pays: fc.boolean(), stands: fc.nat(9), needs: fc.array(fc.nat(9), { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

test('what leaves alone tell of two apps that need each other is what their graph tells', () => {
  let needy = 0;
  fc.assert(
    fc.property(apart, sketch => {
      const { landed, snapshot } = apps(sketch);
      const baseline = indexBase(snapshot);
      const quick = judgeByLeaves(landed, baseline, {});
      if (quick === undefined) return;
      needy += landed.change.added.some(one => one.requires.some(({ id }) => id.includes('.n'))) ? 1 : 0;
      expect(quick).toEqual(judgeByGraph(landed, baseline, {}));
    }),
    { numRuns: 2000 },
  );
  expect(needy).toBeGreaterThan(30);
});

test('what the histories near a landing tell is what all of their scope tell', () => {
  let unknown = 0;
  fc.assert(
    fc.property(apart, sketch => {
      const { landed, snapshot } = apps(sketch);
      const baseline = indexBase(snapshot);
      const all = [...landed.contents.values()];
      const base = baseline.base([...snapshot.contents.keys()]);
      const { verdict, histories } = judgeByGraph(landed, baseline, {});
      unknown += verdict === 'broken' ? 1 : 0;
      const whole = judgeScope({ base, landed: buildGraph(all), touched: landed.touched, change: landed.change, severities: {} });
      expect({ verdict, histories }).toEqual({ verdict: whole.verdict, histories: whole.histories });
    }),
    { numRuns: 1000 },
  );
  expect(unknown).toBeGreaterThan(30);
});

function apps({ base, added }: typeof apart extends fc.Arbitrary<infer T> ? T : never): {
  landed: LandedHistories;
  snapshot: TreeHistories;
} {
  const app = (pays: boolean): string => (pays ? 'pay' : 'shop');
  const isIn = (pays: boolean, at: number): boolean => at < 2 || base[at]?.pays === pays;
  const inBase = (pays: boolean): string[] => [...base.keys()].filter(at => isIn(pays, at)).map(at => `m${at}`);
  const inAdded = (pays: boolean): string[] => added.flatMap((one, at) => (one.pays === pays ? [`n${at}`] : []));
  const pick = (names: readonly string[], pays: boolean, at: number): Reference =>
    refer(`${app(pays)}.${names[at % names.length]}`, { history: app(pays) });
  const before = [false, true].map(pays => {
    const names = inBase(pays);
    const known = [...inBase(!pays), ...inAdded(!pays)];
    const migrations = names.map((name, index) => {
      const needs = index < 2 ? undefined : base[Number(name.slice(1))]?.needs;
      return named(app(pays), name, {
        parents: index === 0 ? [] : [refer(`${app(pays)}.${names[index - 1]}`)],
        requires: typeof needs === 'number' ? [pick(known, !pays, needs)] : [],
      });
    });
    return { ...drawHistory('x'), history: history({ id: app(pays) }), migrations };
  });
  const brought = added.map(({ pays, stands, needs }, index) =>
    named(app(pays), `n${index}`, {
      parents: [pick([...inBase(pays), ...inAdded(pays)], pays, stands)],
      requires: needs.map(at => pick([...inBase(!pays), ...inAdded(!pays), 'lost'], !pays, at)),
    }),
  );
  const after = before.map(one => ({
    ...one,
    migrations: [...one.migrations, ...brought.filter(added => added.history === one.history.id)],
  }));
  const touched = [...new Set(brought.map(one => one.history))].sort();
  const byId = (histories: typeof before) => new Map(histories.map(one => [one.history.id, one]));
  return {
    snapshot: { files: new Map(), contents: byId(before), historyByFolder: new Map() },
    landed: { contents: byId(after), touched, change: { added: brought, edited: [], deleted: [] } },
  };
}

function named(app: string, name: string, rest: Partial<Migration>): Migration {
  return migration(`${app}.${name}`, { history: app, path: `${app}/migrations/${name}.py`, literal: name, ...rest });
}
