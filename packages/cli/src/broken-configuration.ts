import type { Finding } from '@oneleaf/core';
import type { TreeEntry } from '@oneleaf/git';
import type { World } from './world.js';

const rule = 'broken-configuration';

/** Configuration files that their framework refuses: its histories are then found by their folders alone, and may be others. */
export function brokenConfiguration(
  { survey, reader, holds, configuration }: World,
  entries: readonly Pick<TreeEntry, 'path' | 'oid' | 'link'>[],
): readonly Finding[] {
  const severity = configuration.rules?.[rule] ?? 'error';
  if (severity === 'off') return [];
  return entries
    .filter(({ path, link }) => !link && holds(path))
    .flatMap(({ path, oid }) =>
      survey.frameworks.flatMap((framework): Finding[] => {
        const defect = framework.configuration(path) ? framework.defect(reader.settings(framework, path, oid)) : undefined;
        if (defect === undefined) return [];
        const fix = { title: `mend ${path}, or leave it out with exclude in oneleaf.json` };
        return [
          { rule, severity, history: '', message: `${path} cannot be read by ${framework.name}: ${defect}`, location: { path }, fix },
        ];
      }),
    );
}
