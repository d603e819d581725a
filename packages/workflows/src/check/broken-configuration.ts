import type { Finding } from '@oneleaf/core';
import type { TreeEntry } from '@oneleaf/git';
import type { RepositoryView } from '../repository-view/repository-view.js';

const RULE = 'broken-configuration';

/** Configuration files that their framework refuses: its histories are then found by their folders alone, and may be others. */
export function brokenConfiguration(
  { survey, reader, isInPart, configuration }: RepositoryView,
  entries: readonly Pick<TreeEntry, 'path' | 'oid' | 'link'>[],
): readonly Finding[] {
  const severity = configuration.rules?.[RULE] ?? 'error';
  if (severity === 'off') return [];
  return entries
    .filter(({ path, link }) => !link && isInPart(path))
    .flatMap(({ path, oid }) =>
      survey.frameworks.flatMap((framework): Finding[] => {
        const defect = framework.recognise.isConfiguration(path)
          ? framework.recognise.configurationError(reader.settings(framework, path, oid))
          : undefined;
        if (defect === undefined) return [];
        const fix = { title: `mend ${path}, or leave it out with exclude in oneleaf.json` };
        return [
          { rule: RULE, severity, history: '', message: `${path} cannot be read by ${framework.name}: ${defect}`, location: { path }, fix },
        ];
      }),
    );
}
