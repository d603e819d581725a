import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationOverlay } from './runner-project.js';

/** A Python package; its folders are read or imported. */
const OVERLAY_PACKAGE = '_oneleaf_overlay';

/** An overlay in the request of the runner. */
export interface WrittenOverlay {
  readonly label: string;
  /** Where the files are, and where they are said to be. */
  readonly at: string;
  readonly of: string;
  /** The module of its files; null where there are none. */
  readonly module: string | null;
}

/** Writes migrations beside the runner; undefined where the work tree's own are meant. */
export function writeOverlays(folder: string, overlays: readonly MigrationOverlay[] | undefined): readonly WrittenOverlay[] | undefined {
  return overlays?.map((overlay, index) => {
    const at = join(folder, OVERLAY_PACKAGE, `m${index}`);
    mkdirSync(at, { recursive: true });
    for (const [path, bytes] of overlay.files) {
      mkdirSync(dirname(join(at, path)), { recursive: true });
      writeFileSync(join(at, path), bytes);
    }
    return { label: overlay.label, at, of: overlay.folder, module: overlay.files.size === 0 ? null : `${OVERLAY_PACKAGE}.m${index}` };
  });
}
