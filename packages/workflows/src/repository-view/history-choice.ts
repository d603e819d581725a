import { wording } from '@oneleaf/frameworks';
import type { HistoryContents, History } from '@oneleaf/core';
import { UsageError } from '@oneleaf/core/errors';

export interface HistoryChoice {
  /** What the user calls it: its name, its label, its folder or some steps of that. */
  readonly requested?: string | undefined;
  /** Where the user is, from the repository's top: `''` there. */
  readonly folder: string;
}

/** The named history; otherwise the only one in the current folder, or the only one of the repository. */
export function chooseHistory(histories: ReadonlyMap<string, HistoryContents>, { requested, folder }: HistoryChoice): History {
  const all = [...histories.values()].map(({ history }) => history);
  if (all.length === 0) throw new UsageError(wording.nothingFound);
  const found = requested === undefined ? nearestTo(all, folder) : nearestNamed(historiesNamed(all, requested), folder);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const names = (found.length > 0 ? found : all).map(({ id }) => id).sort();
  const listed = `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`;
  if (requested === undefined) throw new UsageError(`there are several histories, name one: ${listed}`, 'oneleaf new HISTORY NAME');
  throw new UsageError(
    found.length > 1 ? `${requested} can mean several histories, name one: ${listed}` : `there is no history ${requested}, only ${listed}`,
    'oneleaf check --format json',
  );
}

/** Those that a name may mean. */
export function historiesNamed(all: readonly History[], requested: string): readonly History[] {
  const path = requested.replace(/^(?:\.\/)+|\/+$/g, '');
  const exact = all.filter(({ id, label, folder }) => [id, folder].includes(path) || (label !== '' && label === path));
  return exact.length > 0 ? exact : all.filter(({ folder }) => `/${folder}/`.includes(`/${path}/`));
}

/** Where projects share a label, the one of the project where the user is. */
function nearestNamed(found: readonly History[], folder: string): readonly History[] {
  const inside = found.length > 1 && folder !== '' ? historiesBelow(found, folder) : [];
  return inside.length > 0 ? inside : found;
}

function nearestTo(all: readonly History[], folder: string): readonly History[] {
  const inside = all.filter(one => folder === one.folder || folder.startsWith(`${one.folder}/`));
  if (inside.length > 0) return inside;
  const found = folder === '' ? [] : historiesBelow(all, folder);
  return found.length > 0 ? found : all;
}

function historiesBelow(all: readonly History[], folder: string): readonly History[] {
  return all.filter(one => one.folder.startsWith(`${folder}/`));
}
