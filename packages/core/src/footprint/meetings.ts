import { type Act, namesOf, stepOf } from './act.js';
import { type Collision, collide } from './collide.js';
import type { Concern } from './concern.js';
import { sentence } from './words.js';
import type { Touch } from './operation.js';

interface Met {
  readonly own: Touch;
  readonly landed: Touch;
  readonly collision: Collision;
}

const severities = ['error', 'warning', 'note'] as const;

/** How each own operation meets each landed migration: the worst of it. */
export function meetings(own: readonly Act[], landed: readonly Act[], onto: string): readonly Concern[] {
  return own.flatMap(act => {
    const worst = new Map<string, Met & { readonly act: Act }>();
    for (const other of landed) {
      const { id } = other.footprint.migration;
      const met = worstOf(act, other);
      const known = worst.get(id);
      if (met && (!known || rank(met) < rank(known))) worst.set(id, { ...met, act: other });
    }
    return [...worst.values()].map(met => concernOf(act, met, onto));
  });
}

function worstOf(own: Act, landed: Act): Met | undefined {
  const isCertain = own.operation.opaque === undefined && landed.operation.opaque === undefined;
  const all = own.operation.touches.flatMap(touch =>
    landed.operation.touches.flatMap((other): readonly Met[] => {
      const collision = collide(touch, other);
      return collision ? [{ own: touch, landed: other, collision: isCertain ? collision : softened(collision) }] : [];
    }),
  );
  return all.sort((one, other) => rank(one) - rank(other))[0];
}

function rank({ collision: { severity, isPossible } }: Met): number {
  return severities.indexOf(severity) * 2 + (isPossible ? 1 : 0);
}

/** What may not run need not fail. */
function softened(collision: Collision): Collision {
  return collision.severity === 'error' ? { ...collision, severity: 'warning' } : collision;
}

function concernOf(act: Act, { own, landed, collision, act: other }: Met & { readonly act: Act }, onto: string): Concern {
  const [name, landedName] = namesOf(act.footprint, other.footprint);
  return {
    verdict: collision.verdict,
    severity: collision.severity,
    own: stepOf(act.footprint, act.operation),
    landed: stepOf(other.footprint, other.operation),
    message: sentence(
      { name, operation: act.operation, touch: own },
      { name: `${landedName} on ${onto}`, operation: other.operation, touch: landed },
      collision,
    ),
  };
}
