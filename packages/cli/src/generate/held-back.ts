import { shellWord, type Draft, type HeldBack, type Related } from '@oneleaf/core';
import { historyOf } from '../throwaway/differing.js';
import { fromProject, type FoundProject } from '../throwaway/projects.js';

const COSTS: Readonly<Record<string, string>> = {
  drop_table: 'its rows would be gone',
  drop_column: 'what is in it would be gone',
  drop_constraint: 'nothing would hold rows to it any more',
  drop_index: 'what is fast because of it would become slow',
  alter_type: 'what does not fit the narrower type would be refused or cut',
  not_null: 'it fails where there are rows, for which nobody gives a value',
};

/** What was held back, once for each thing that can be allowed; `again` is the command that would write it. */
export function heldBack(found: FoundProject, held: readonly HeldBack[], again: string): readonly Draft[] {
  const groups = new Map<string, [HeldBack, ...HeldBack[]]>();
  for (const one of held) {
    const known = groups.get(one.allow.join());
    if (known) known.push(one);
    else groups.set(one.allow.join(), [one]);
  }
  return [...groups.values()].map(group => heldTogether(found, group, again));
}

function heldTogether(found: FoundProject, group: readonly [HeldBack, ...HeldBack[]], again: string): Draft {
  const [{ allow, subject }] = group;
  const operations = group.map(one => `${one.kind} ${one.subject}`).join(', ');
  const costs = allow.map(kind => COSTS[kind.split(':')[0] ?? ''] ?? 'what it drops would be gone').join('; ');
  const unimported = group.flatMap(one => (one.unimported === undefined ? [] : [fromProject(found, one.unimported)]));
  const related: readonly Related[] = unimported.map(path => ({ path, message: 'has a model of it, and nothing imports it' }));
  const mend = unimported.length > 0 ? `import ${unimported.join(', ')} where the models are gathered` : 'let the models say what is there';
  return {
    history: historyOf(found, subject),
    message: `${operations} ${group.length === 1 ? 'is' : 'are'} not written: ${costs}`,
    ...(related.length > 0 ? { related } : {}),
    fix: { title: `${mend}; if it is meant, allow it`, command: [again, ...allow.map(one => `--allow ${shellWord(one)}`)].join(' ') },
  };
}
