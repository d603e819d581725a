import { isRuleOn, LINK_PREFIX, rules, type StyleFacts, type RuleInput, type TreeHistories } from '@oneleaf/core';
import type { RepositorySession } from '../session/session.js';

/** What each migration of a snapshot does, read in one batch; undefined where no rule that looks into that is on. */
export async function readStyleFacts(
  { reader, configuration }: RepositorySession,
  snapshot: TreeHistories,
): Promise<RuleInput['practices']> {
  if (!rules.some(rule => rule.reads === 'practices' && isRuleOn(rule, configuration.rules))) return undefined;
  const ask = (): ReadonlyMap<string, StyleFacts> =>
    new Map(
      [...snapshot.contents.values()].flatMap(({ history, migrations }) => {
        const { framework } = history;
        return migrations.flatMap(({ path }) => {
          const content = snapshot.files.get(path);
          const found = content !== undefined && !content.startsWith(LINK_PREFIX) && reader.practices(framework, content);
          return found ? [[path, found] as const] : [];
        });
      }),
    );
  const known = ask();
  const all = (await reader.fetch()) ? ask() : known;
  return ({ path }) => all.get(path);
}
