import { cached, listing } from './listing.js';
import { oneleaf, type Ended, type Place } from './oneleaf.js';

/** Runs a command and holds it to what every command owes: nothing written, no stack. */
export async function untouched(place: Place, args: readonly string[], input = ''): Promise<Ended> {
  const before = listing(place.path);
  const ended = await oneleaf(place, args, { input });
  expect(listing(place.path)).toEqual(before);
  expect(ended.output + ended.complaint).not.toMatch(/^\s+at .*:\d+|defect/m);
  return ended;
}

/** The same where no verdict is possible: then not even the cache. */
export async function refused(place: Place, args: readonly string[], input = ''): Promise<Ended> {
  const ended = await untouched(place, args, input);
  expect(cached(place.path)).toEqual([]);
  return ended;
}
