import { isOn, LINK, rules, type Practices, type RuleInput, type Snapshot } from '@oneleaf/core';
import type { Session } from './session.js';
import type { World } from './world.js';

/** What each migration of a snapshot does, read in one batch; undefined where no rule that looks into that is on. */
export async function practicesOf(
  { reader, configuration }: Session,
  { survey }: World,
  snapshot: Snapshot,
): Promise<RuleInput['practices']> {
  if (!rules.some(rule => rule.reads === 'practices' && isOn(rule, configuration.rules))) return undefined;
  const ask = (): ReadonlyMap<string, Practices> =>
    new Map(
      [...snapshot.chapters.values()].flatMap(({ history, migrations }) => {
        const framework = survey.frameworks.find(({ name }) => name === history.framework);
        return migrations.flatMap(({ path }) => {
          const content = snapshot.files.get(path);
          const found = framework && content !== undefined && !content.startsWith(LINK) && reader.practices(framework, content);
          return found ? [[path, found] as const] : [];
        });
      }),
    );
  const known = ask();
  const all = (await reader.fetch()) ? ask() : known;
  return ({ path }) => all.get(path);
}
