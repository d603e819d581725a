import { baseName } from '../model/paths.js';
import type { FileChange } from '../model/file-change.js';
import type { Framework, History } from '../adapter/framework.js';
import { leafLock } from './leaf-markers.js';
import type { CurrentLeaves, MarkerCheck, MarkerFile, MarkerKind } from './marker.js';

/** A kind of marker for the histories of one framework, or for all where `framework` is absent. */
export interface KnownMarker {
  readonly kind: MarkerKind;
  readonly framework?: Pick<Framework, 'name'>;
}

export function knownMarkers(frameworks: readonly Pick<Framework, 'name' | 'markers'>[]): readonly KnownMarker[] {
  return [{ kind: leafLock }, ...frameworks.flatMap(framework => framework.markers.map(kind => ({ kind, framework })))];
}

/** Whether a path may be a marker, judged on the path alone. */
export function isMarker(path: string, known: readonly KnownMarker[]): boolean {
  return known.some(({ kind }) => kind.name === baseName(path));
}

/** Skips a file that only has the name of a marker. */
export function checkMarkers(
  files: readonly MarkerFile[],
  current: readonly CurrentLeaves<History>[],
  known: readonly KnownMarker[],
): readonly MarkerCheck[] {
  return files.flatMap(file => {
    const { kind, framework } = known.find(one => one.kind.name === baseName(file.path)) ?? {};
    return kind?.judge(file, framework ? current.filter(({ history }) => history.framework.name === framework.name) : current) ?? [];
  });
}

export function markerChanges(markers: readonly MarkerCheck[]): readonly FileChange[] {
  return markers.filter(({ stale }) => stale.length > 0).map(({ path, text }) => ({ path, text }));
}
