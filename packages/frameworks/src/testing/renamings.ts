import { applyEdits } from '@oneleaf/core';
import { type MentionFinder, mentionFinder } from '../index.js';
import type { HistoryKey, Renaming } from '@oneleaf/core';

/** A Django migration under another name. */
export function djangoRenaming(label: string, from: string, to: string, folder = `${label}/migrations`): Renaming {
  return { framework: 'django', label, folder, from, to, fromPath: `${folder}/${from}.py`, toPath: `${folder}/${to}.py` };
}

/** A revision under another id, with its file. */
export function alembicRenaming(from: string, to: string, fromStem = from, toStem = to): Renaming {
  const folder = 'alembic/versions';
  return { framework: 'alembic', label: '', folder, from, to, fromPath: `${folder}/${fromStem}.py`, toPath: `${folder}/${toStem}.py` };
}

/** The migrations that keep a name, spelled `pay.0002_tax`. */
export function keptNames(...names: readonly string[]): (name: string) => readonly HistoryKey[] {
  return name =>
    names
      .filter(one => one.endsWith(`.${name}`))
      .map(one => one.slice(0, one.indexOf('.')))
      .map(label => ({ framework: 'django', label, folder: `${label}/migrations` }));
}

/** What becomes of a file, and the lines that are left to a person: `2: the line (the reason)`. */
export function respellFile(
  finder: MentionFinder,
  path: string,
  text: string,
): { readonly text: string; readonly listed: readonly string[] } {
  const { edits, doubtful } = finder.find({ path, text });
  return { text: applyEdits(text, edits), listed: doubtful.map(one => `${one.line}: ${one.text} (${one.reason})`) };
}

export const taxFinder = mentionFinder([djangoRenaming('shop', '0002_tax', '0003_tax')], () => []);
