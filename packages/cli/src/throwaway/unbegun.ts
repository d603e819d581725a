import { sourceTree, type Snapshot, type Unbegun } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import { excluder } from '../exclude.js';
import type { Session } from '../session.js';
import { contentOf, type World } from '../world.js';

/** What of a working tree has no migration yet. */
export async function unbegunIn(
  session: Session,
  { world, here }: { readonly world: World; readonly here: Snapshot },
): Promise<readonly Unbegun[]> {
  const { survey } = world;
  const excluded = excluder(session.configuration.exclude ?? []);
  const wants = (path: string): boolean => frameworks.some(framework => framework.sign(path)) && !excluded(path);
  const signs = await session.repository.workingTree({ key: `signs ${JSON.stringify(session.configuration.exclude ?? [])}`, wants });
  const files = new Map([...here.files, ...signs.map(entry => [entry.path, contentOf(entry)] as const)]);
  const paths = [...files.keys()].sort();
  return frameworks.flatMap(framework =>
    framework.unbegun(sourceTree(framework, files, { paths, survey })).filter(({ history }) => !history || survey.adjust(history)),
  );
}
