import { commandFindings, sentence, type Finding, type FindingDraft } from '@oneleaf/core';
import type { TreeEntry } from '@oneleaf/git';
import type { RepositoryView } from '../repository-view/repository-view.js';

/** Configuration files that their framework refuses: its histories are then found by their folders alone, and may be others. */
export function brokenConfiguration(
  { survey, reader, isInPart, configuration }: RepositoryView,
  entries: readonly Pick<TreeEntry, 'path' | 'oid' | 'link'>[],
): readonly Finding[] {
  const drafts = entries
    .filter(({ path, link }) => !link && isInPart(path))
    .flatMap(({ path, oid }) =>
      survey.frameworks.flatMap((framework): FindingDraft[] => {
        const { name, recognise } = framework;
        const error = recognise.isConfiguration(path) ? recognise.configurationError(reader.settings(framework, path, oid)) : undefined;
        if (error === undefined) return [];
        const fix = { title: `fix ${path}, or leave it out with exclude in oneleaf.json` };
        return [{ history: '', message: sentence`${{ path }} cannot be read by ${name}: ${error}`, location: { path }, fix }];
      }),
    );
  return commandFindings('broken-configuration', drafts, configuration.rules);
}
