import { sourceTree, type TreeHistories, type UnstartedProject } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import { excludedBy } from '../configuration/excluded-paths.js';
import type { RepositorySession } from '../session/session.js';
import { contentKey, type RepositoryView } from '../repository-view/repository-view.js';

/** What of a working tree has no migration yet. */
export async function projectsWithoutMigrations(
  session: RepositorySession,
  { world, here }: { readonly world: RepositoryView; readonly here: TreeHistories },
): Promise<readonly UnstartedProject[]> {
  const { survey } = world;
  const excluded = excludedBy(session.configuration.exclude ?? []);
  const wants = (path: string): boolean => frameworks.some(framework => framework.recognise.hintsAtProject(path)) && !excluded(path);
  const signs = await session.repository.workingTree({ key: `signs ${JSON.stringify(session.configuration.exclude ?? [])}`, wants });
  const files = new Map([...here.files, ...signs.map(entry => [entry.path, contentKey(entry)] as const)]);
  const paths = [...files.keys()].sort();
  return frameworks.flatMap(framework =>
    framework.recognise
      .projectsWithoutMigrations(sourceTree(framework, files, { paths, search: survey }))
      .map(({ launch, history }) => ({ framework, launch, ...(history && { history: { ...history, framework } }) }))
      .filter(({ history }) => !history || survey.applyConfiguration(history)),
  );
}
