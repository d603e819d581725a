import { sentence, type FindingDraft, type ModelDifference } from '@oneleaf/core';
import type { DriftDifference } from '@oneleaf/sandbox';
import { toRepositoryPath, type FoundProject } from './projects.js';

const COSTS: Readonly<Record<ModelDifference['risk'], string>> = {
  data: ', which would drop data',
  constraint: ', which would drop a constraint',
  index: ', which would drop an index',
  rows: ', which fails if the table has rows',
  none: '',
};

/** What a difference asks for, and the model that would mend it where nothing imports it. */
export function modelDifferenceDraft(found: FoundProject, { kind, subject, text, risk, unimported }: ModelDifference): FindingDraft {
  const history = historyOfSubject(found, subject);
  const message = sentence`the models ask for ${{ code: kind }} ${{ code: subject }}${COSTS[risk]}: ${text}`;
  if (unimported === undefined) return { history, message };
  const path = toRepositoryPath(found, unimported);
  const fix = { title: `import ${path} in the module that imports the models: a model that is not imported is not compared` };
  return { history, message, location: { path }, related: [{ path, message: 'has its model, but nothing imports this file' }], fix };
}

/** The id of the history whose label a subject begins with, or else of the project's only history. */
export function historyOfSubject({ histories }: FoundProject, subject: string): string {
  const ids = histories.map(({ history }) => history);
  const [only, ...others] = ids;
  const labelled = ids.find(({ label }) => label !== '' && subject.startsWith(`${label}.`));
  return labelled?.id ?? (others.length === 0 ? (only?.id ?? '') : '');
}

/** A difference as reports tell it. */
export function reportedDifference<T extends DriftDifference>({ words, ...rest }: T): Omit<T, 'words'> & { readonly text: string } {
  return { ...rest, text: words };
}
