import { baseName } from '../model/paths.js';
import type { FileChange } from '../model/file-change.js';
import { leafLock, maxMigration } from './leaf-markers.js';
import { sentryLockfile } from './sentry-lockfile.js';
import type { MarkerCheck, MarkerFile } from './marker.js';
import type { CurrentLeaves } from './current-leaves.js';

const markerKinds = [leafLock, maxMigration, sentryLockfile];

/** What markers are called, in whatever folder. */
export const markerNames: readonly string[] = markerKinds.map(({ name }) => name);

/** Whether a path may be a marker, judged on the path alone. */
export function isMarker(path: string): boolean {
  return markerNames.includes(baseName(path));
}

/** What each marker says of the histories; a file that only has a marker's name is passed over. */
export function checkMarkers(files: readonly MarkerFile[], truths: readonly CurrentLeaves[]): readonly MarkerCheck[] {
  return files.flatMap(file => markerKinds.find(({ name }) => name === baseName(file.path))?.judge(file, truths) ?? []);
}

/** What makes the markers true that can be. */
export function markerChanges(markers: readonly MarkerCheck[]): readonly FileChange[] {
  return markers.filter(({ stale }) => stale.length > 0).map(({ path, text }) => ({ path, text }));
}
