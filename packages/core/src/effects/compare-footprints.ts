import { footprintOperations } from './footprint-operation.js';
import type { FootprintComparison, Concern, Footprint, FootprintVerdict } from './footprint.js';
import type { Severity } from '../model/finding.js';
import { similarAdditions } from './similar-additions.js';
import { operationConflicts } from './operation-conflicts.js';
import { opaqueConcerns } from './opaque-operations.js';

const maxConcerns = 20;
const severities: readonly Severity[] = ['error', 'warning', 'note'];
const verdicts: readonly FootprintVerdict[] = ['contradiction', 'same', 'opaque', 'commute'];

/**
 * Compares the migrations of a branch with those that have landed since it forked, both in the order in which they run. `onto` is the name
 * of the base in messages.
 */
export function compareFootprints(own: readonly Footprint[], landed: readonly Footprint[], onto: string): FootprintComparison {
  const found: Concern[] = [];
  for (const scope of new Set(own.map(footprint => footprint.scope))) {
    const [ours, theirs] = [own, landed].map(side => side.filter(footprint => footprint.scope === scope));
    if (ours && theirs) found.push(...concernsInScope(ours, theirs, onto));
  }
  const concerns = found.sort(
    (one, other) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict),
  );
  const verdict = verdicts.find(one => concerns.some(concern => concern.verdict === one)) ?? 'commute';
  return { verdict, concerns: concerns.slice(0, maxConcerns), more: Math.max(0, concerns.length - maxConcerns) };
}

function concernsInScope(own: readonly Footprint[], landed: readonly Footprint[], onto: string): readonly Concern[] {
  const [ours, theirs] = [footprintOperations(own), footprintOperations(landed)];
  return [...operationConflicts(ours, theirs, onto), ...opaqueConcerns(own, landed, onto), ...similarAdditions(ours, theirs, onto)];
}
