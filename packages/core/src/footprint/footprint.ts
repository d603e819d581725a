import { acts } from './act.js';
import type { Comparison, Concern, Footprint, FootprintVerdict } from './concern.js';
import type { Severity } from '../finding.js';
import { lookalikes } from './lookalikes.js';
import { meetings } from './meetings.js';
import { opaqueConcerns } from './opaque.js';

/** How many concerns a person reads. */
const most = 20;
const severities: readonly Severity[] = ['error', 'warning', 'note'];
const verdicts: readonly FootprintVerdict[] = ['contradiction', 'same', 'opaque', 'commute'];

/**
 * Whether a branch's own migrations still make sense behind those that have landed since it forked. `onto` is what the base is called: `main`.
 * Both sides in the order in which they run.
 */
export function compareFootprints(own: readonly Footprint[], landed: readonly Footprint[], onto: string): Comparison {
  const found: Concern[] = [];
  for (const scope of new Set(own.map(footprint => footprint.scope))) {
    const [ours, theirs] = [own, landed].map(side => side.filter(footprint => footprint.scope === scope));
    if (ours && theirs) found.push(...inScope(ours, theirs, onto));
  }
  const concerns = found.sort(
    (one, other) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict),
  );
  const verdict = verdicts.find(one => concerns.some(concern => concern.verdict === one)) ?? 'commute';
  return { verdict, concerns: concerns.slice(0, most), more: Math.max(0, concerns.length - most) };
}

function inScope(own: readonly Footprint[], landed: readonly Footprint[], onto: string): readonly Concern[] {
  const [ours, theirs] = [acts(own), acts(landed)];
  return [...meetings(ours, theirs, onto), ...opaqueConcerns(own, landed, onto), ...lookalikes(ours, theirs, onto)];
}
