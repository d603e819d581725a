import { footprintOperations, namesOf, locationOf } from './footprint-operation.js';
import type { Concern, Footprint } from './footprint.js';
import type { Operation } from './operation.js';

/**
 * One concern for each opaque operation of a migration. A rebase changes no order between two histories, so only one history is compared
 * with itself.
 */
export function opaqueConcerns(own: readonly Footprint[], landed: readonly Footprint[], onto: string): readonly Concern[] {
  const [ours, theirs] = [own, landed].map(side => side.filter(doesSomething));
  if (!ours || !theirs) return [];
  return [
    ...ours.flatMap(footprint => concerns(footprint, sameHistoryFootprint(footprint, theirs), { isOwn: true, onto })),
    ...theirs.flatMap(footprint => concerns(footprint, sameHistoryFootprint(footprint, ours), { isOwn: false, onto })),
  ];
}

function doesSomething({ operations }: Footprint): boolean {
  return operations === 'opaque' || operations.length > 0;
}

function sameHistoryFootprint({ migration }: Footprint, others: readonly Footprint[]): Footprint | undefined {
  return others.find(other => other.migration.history === migration.history);
}

function concerns(
  footprint: Footprint,
  other: Footprint | undefined,
  { isOwn, onto }: { isOwn: boolean; onto: string },
): readonly Concern[] {
  if (!other) return [];
  return reasonsOf(footprint).map(({ text, operation }) => {
    const [name] = namesOf(footprint, other);
    const [step, against] = [locationOf(footprint, operation), locationOf(other)];
    return {
      verdict: 'opaque',
      severity: 'note',
      own: isOwn ? step : against,
      landed: isOwn ? against : step,
      message: isOwn
        ? `${name} ${text}: it is unknown whether this fits what has landed on ${onto}`
        : `${name} on ${onto} ${text}: it is unknown whether the branch fits it`,
    };
  });
}

interface OpaqueReason {
  readonly text: string;
  readonly operation?: Operation;
}

function reasonsOf(footprint: Footprint): readonly OpaqueReason[] {
  if (footprint.operations === 'opaque') return [{ text: 'cannot be read' }];
  const found = new Map<string, OpaqueReason>();
  for (const { operation } of footprintOperations([footprint])) {
    if (operation.opaque === undefined) continue;
    const text = `has ${operation.kind}, which ${operation.opaque}`;
    if (!found.has(text)) found.set(text, { text, operation });
  }
  return [...found.values()];
}
