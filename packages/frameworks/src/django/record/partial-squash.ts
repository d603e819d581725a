import {
  type History,
  type Migration,
  type MigrationId,
  type HistoryContents,
  baseName,
  shellWord,
  type Deviation,
  joinCommands,
} from '@oneleaf/core';
import { manageCommandLine } from '../run/command-line.js';
import { missingPartOf } from './record-plan.js';
import type { RecordedProject } from './recorded-project.js';

/** Squashes of which the database has applied a part: Django goes on with what they replace, as long as the files are there. */
export function partialSquashes({ history, migrations }: HistoryContents, { rows }: RecordedProject, named: string): readonly Deviation[] {
  return migrations.flatMap((squash): readonly Deviation[] => {
    const missing = missingPartOf(squash, rows);
    if (missing.length === 0) return [];
    const gone = deletedFilesOf(squash, history);
    const message = `${named} has applied only a part of what ${squash.id} replaces, and not ${missing.join(', ')}`;
    const migrate = manageCommandLine(history, 'migrate');
    const fix = gone.length === 0 ? { title: 'run the rest', command: migrate } : restoreFix(gone, migrate);
    return [{ kind: 'partial', message, names: missing, fix }];
  });
}

/** The files of the same app that were deleted. */
function deletedFilesOf({ replaces }: Migration, { label, folder, files }: History): readonly string[] {
  const here = new Set(files.map(baseName));
  const names = replaces.flatMap(({ id }: { readonly id: MigrationId }) =>
    id.startsWith(`${label}.`) ? [`${id.slice(label.length + 1)}.py`] : [],
  );
  return names.filter(name => !here.has(name)).map(name => `${folder}/${name}`);
}

/** What branches have no more is in the commit before the one that deleted it. */
function restoreFix(paths: readonly string[], migrate: string): NonNullable<Deviation['fix']> {
  const words = paths.map(shellWord);
  const back = words.map(path => `git restore --source="$(git rev-list -1 HEAD -- ${path})^" -- ${path}`);
  const command = joinCommands([...back, migrate, `rm ${words.join(' ')}`]);
  return { title: 'restore the files that were deleted too early, run the rest, and delete them again', command };
}
