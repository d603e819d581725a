import { commandRule, isRuleOn, type FileContentId, type JudgedBranch, type RuleSeverities } from '@oneleaf/core';
import type { BaseTree } from '../branches/base-tree.js';

/** Calls a branch broken that brings a configuration file which its framework refuses: where its migrations lie is then not known. */
export function withBrokenConfiguration(
  base: BaseTree,
  judged: readonly JudgedBranch[],
  severities: RuleSeverities,
): readonly JudgedBranch[] {
  if (!isRuleOn(commandRule('broken-configuration'), severities)) return judged;
  return judged.map(one => {
    const reasons = [...one.landed.landing.files].flatMap(([path, content]) => newErrors(base, path, content));
    return reasons.length === 0
      ? one
      : { ...one, report: { ...one.report, verdict: 'broken', reasons: [...one.report.reasons, ...reasons] } };
  });
}

/** Why frameworks refuse a configuration file that they do not refuse on the base. */
function newErrors({ snapshot, world: { survey, reader } }: BaseTree, path: string, content: FileContentId): readonly string[] {
  return survey.frameworks.flatMap(framework => {
    const { name, recognise } = framework;
    if (content === null || !recognise.isConfiguration(path)) return [];
    const errorOf = (id: string): string | undefined => recognise.configurationError(reader.settings(framework, path, id));
    const [before, error] = [errorOf(snapshot.files.get(path) ?? ''), errorOf(content)];
    return error === undefined || before !== undefined ? [] : [`${path} cannot be read by ${name}: ${error}`];
  });
}
