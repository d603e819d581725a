import { cached, listing } from './file-listing.js';
import { oneleaf, type ProgramResult, type SpecFolder } from './oneleaf.js';

/** Runs a command and holds it to what every command owes: nothing written, no stack. */
export async function expectUntouched(place: SpecFolder, args: readonly string[], input = ''): Promise<ProgramResult> {
  const before = listing(place.path);
  const ended = await oneleaf(place, args, { input });
  expect(listing(place.path)).toEqual(before);
  expect(ended.output + ended.complaint).not.toMatch(/^\s+at .*:\d+|defect/m);
  return ended;
}

/** The same where no verdict is possible: then not even the cache. */
export async function expectRefused(place: SpecFolder, args: readonly string[], input = ''): Promise<ProgramResult> {
  const ended = await expectUntouched(place, args, input);
  expect(cached(place.path)).toEqual([]);
  return ended;
}
