import { baseName } from '../paths.js';
import type { FileChange } from '../change.js';
import { leafLock, maxMigration } from './leaf-markers.js';
import { lockfile } from './lockfile.js';
import type { Marker, MarkerFile } from './marker.js';
import type { Truth } from './truth.js';

const kinds = [leafLock, maxMigration, lockfile];

/** What markers are called, in whatever folder. */
export const markerNames: readonly string[] = kinds.map(({ name }) => name);

/** Whether a path may be a marker, judged on the path alone. */
export function isMarker(path: string): boolean {
  return markerNames.includes(baseName(path));
}

/** What each marker says of the histories; a file that only has a marker's name is passed over. */
export function judgeMarkers(files: readonly MarkerFile[], truths: readonly Truth[]): readonly Marker[] {
  return files.flatMap(file => kinds.find(({ name }) => name === baseName(file.path))?.judge(file, truths) ?? []);
}

/** What makes the markers true that can be. */
export function markerChanges(markers: readonly Marker[]): readonly FileChange[] {
  return markers.filter(({ stale }) => stale.length > 0).map(({ path, text }) => ({ path, text }));
}
