import { shellWord, type FindingDraft, type HeldBackOperation, type RelatedLocation } from '@oneleaf/core';
import { historyOfSubject } from '../project-run/model-differences.js';
import { toRepositoryPath, type FoundProject } from '../project-run/projects.js';

const COSTS: Readonly<Record<string, string>> = {
  drop_table: 'its rows would be lost',
  drop_column: 'its values would be lost',
  drop_constraint: 'the database would not check it any more',
  drop_index: 'queries that use it would become slow',
  alter_type: 'values that do not fit the narrower type would be refused or cut',
  not_null: 'it fails if the table has rows, because it gives them no value',
};

/** What was held back, once for each thing that can be allowed; `again` is the command that would write it. */
export function heldBackDrafts(found: FoundProject, held: readonly HeldBackOperation[], again: string): readonly FindingDraft[] {
  const groups = new Map<string, [HeldBackOperation, ...HeldBackOperation[]]>();
  for (const one of held) {
    const known = groups.get(one.allow.join());
    if (known) known.push(one);
    else groups.set(one.allow.join(), [one]);
  }
  return [...groups.values()].map(group => heldBackDraft(found, group, again));
}

function heldBackDraft(found: FoundProject, group: readonly [HeldBackOperation, ...HeldBackOperation[]], again: string): FindingDraft {
  const [{ allow, subject }] = group;
  const operations = group.map(one => `${one.kind} ${one.subject}`).join(', ');
  const costs = allow.map(kind => COSTS[kind.split(':')[0] ?? ''] ?? 'what it drops would be lost').join('; ');
  const unimported = group.flatMap(one => (one.unimported === undefined ? [] : [toRepositoryPath(found, one.unimported)]));
  const related: readonly RelatedLocation[] = unimported.map(path => ({ path, message: 'has its model, but nothing imports this file' }));
  const mend =
    unimported.length > 0
      ? `import ${unimported.join(', ')} in the module that imports the models`
      : 'change the models so that they match the database';
  return {
    history: historyOfSubject(found, subject),
    message: `${operations} ${group.length === 1 ? 'is' : 'are'} not written: ${costs}`,
    ...(related.length > 0 ? { related } : {}),
    fix: { title: `${mend}; if it is intended, allow it`, command: [again, ...allow.map(one => `--allow ${shellWord(one)}`)].join(' ') },
  };
}
