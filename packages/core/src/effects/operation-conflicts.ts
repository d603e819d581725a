import { type FootprintOperation, namesOf, locationOf } from './footprint-operation.js';
import { type EffectCollision, collisionOf } from './collision.js';
import type { Concern } from './footprint.js';
import { conflictSentence } from './conflict-sentence.js';
import type { SchemaEffect } from './schema-effect.js';

interface ConflictingEffects {
  readonly own: SchemaEffect;
  readonly landed: SchemaEffect;
  readonly collision: EffectCollision;
}

const severities = ['error', 'warning', 'note'] as const;

export function operationConflicts(
  own: readonly FootprintOperation[],
  landed: readonly FootprintOperation[],
  onto: string,
): readonly Concern[] {
  return own.flatMap(step => {
    const worst = new Map<string, ConflictingEffects & { readonly step: FootprintOperation }>();
    for (const other of landed) {
      const { id } = other.footprint.migration;
      const conflict = worstConflict(step, other);
      const known = worst.get(id);
      if (conflict && (!known || rank(conflict) < rank(known))) worst.set(id, { ...conflict, step: other });
    }
    return [...worst.values()].map(conflict => concernOf(step, conflict, onto));
  });
}

function worstConflict(own: FootprintOperation, landed: FootprintOperation): ConflictingEffects | undefined {
  const isCertain = own.operation.opaque === undefined && landed.operation.opaque === undefined;
  const all = own.operation.touches.flatMap(touch =>
    landed.operation.touches.flatMap((other): readonly ConflictingEffects[] => {
      const collision = collisionOf(touch, other);
      return collision ? [{ own: touch, landed: other, collision: isCertain ? collision : softened(collision) }] : [];
    }),
  );
  return all.sort((one, other) => rank(one) - rank(other))[0];
}

function rank({ collision: { severity, isPossible } }: ConflictingEffects): number {
  return severities.indexOf(severity) * 2 + (isPossible ? 1 : 0);
}

/** An operation that may not run may not fail. */
function softened(collision: EffectCollision): EffectCollision {
  return collision.severity === 'error' ? { ...collision, severity: 'warning' } : collision;
}

function concernOf(
  step: FootprintOperation,
  { own, landed, collision, step: other }: ConflictingEffects & { readonly step: FootprintOperation },
  onto: string,
): Concern {
  const [name, landedName] = namesOf(step.footprint, other.footprint);
  return {
    verdict: collision.verdict,
    severity: collision.severity,
    own: locationOf(step.footprint, step.operation),
    landed: locationOf(other.footprint, other.operation),
    message: conflictSentence(
      { name, operation: step.operation, touch: own },
      { name: `${landedName} on ${onto}`, operation: other.operation, touch: landed },
      collision,
    ),
  };
}
