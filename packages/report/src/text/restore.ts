import type { RestoredFile, StrandedMigrations } from '@oneleaf/core';
import type { TextOptions } from './render-text.js';
import { printLines, type StyledLine } from './layout/line.js';
import { noteLines } from './layout/note.js';
import { joinNames } from '../words/wording.js';

type RestoreTextOptions = Omit<TextOptions, 'now' | 'wording'>;

/** What was brought back into the working tree, and what else it could have been. */
export function renderRestored(restored: readonly RestoredFile[], look: RestoreTextOptions): string {
  const lines = restored.flatMap(({ name, path, from, otherwise }): readonly StyledLine[] => {
    const [other] = otherwise;
    const wrote: StyledLine = ['wrote ', { text: path, tone: 'strong' }, `, ${name} of ${from}`];
    if (other === undefined) return [wrote];
    const command = `rm ${path} && npx oneleaf restore ${name} --from ${other}`;
    return [wrote, ...noteLines({ title: `it has other contents on ${joinNames(otherwise)}`, command })];
  });
  return printLines(lines, look);
}

/** What is applied and has no file in the working tree: empty when there is nothing. */
export function renderStranded(stranded: readonly StrandedMigrations[], look: RestoreTextOptions & { readonly database: string }): string {
  const lines = stranded.flatMap(({ names, on, fix }) => {
    const verb = names.length > 1 ? 'are' : 'is';
    const where = on === undefined ? 'no branch of this clone has the file' : `the file is on ${on}, not here`;
    return noteLines({
      title: `${joinNames(names)} ${verb} applied to ${look.database}; ${where}`,
      ...(fix?.command === undefined ? {} : { command: fix.command }),
    });
  });
  return printLines(lines, look);
}
