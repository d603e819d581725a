import type { FileChange } from '@oneleaf/core';
import type { SetupFiles } from '../repository-view/working-files.js';

/** Files as they will be: several parts of a setup write into one of them. */
export class SetupDraft implements SetupFiles {
  readonly #written = new Map<string, string | null>();

  constructor(readonly files: SetupFiles) {}

  read(path: string): string | undefined {
    const text = this.#written.get(path);
    return text === undefined ? this.files.read(path) : (text ?? undefined);
  }

  list(folder: string): readonly string[] {
    return this.files.list(folder);
  }

  write(path: string, text: string | null): void {
    this.#written.set(path, text);
  }

  /** What differs, by path. */
  changes(): readonly FileChange[] {
    const changes = [...this.#written].map(([path, text]) => ({ path, text }));
    return changes.filter(({ path, text }) => text !== (this.files.read(path) ?? null)).sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
