import { folderOf, type FileContentId, type Framework, type JudgedBranch } from '@oneleaf/core';
import type { BaseTree } from '../branches/base-tree.js';

/** Calls a branch unknown that brings what looks like a migration and belongs to no history: nothing can be said of where it would stand. */
export function withUnclaimedMigrations(base: BaseTree, judged: readonly JudgedBranch[]): readonly JudgedBranch[] {
  return judged.map(one => {
    const named = [...one.landed.landing.files].filter(([path]) => strayFramework(base, path) !== undefined);
    const reasons = named.flatMap(([path, content]) => (isClaimed(one, path) ? [] : (unclaimedReason(base, path, content) ?? [])));
    if (reasons.length === 0) return one;
    const { report } = one;
    const verdict = report.verdict === 'clean' ? 'unknown' : report.verdict;
    return { ...one, report: { ...report, verdict, reasons: [...report.reasons, ...reasons] } };
  });
}

function strayFramework({ world }: BaseTree, path: string): Framework | undefined {
  return world.survey.frameworks.find(({ recognise }) => recognise.strays?.hasStrayName(path) === true);
}

function isClaimed({ landed: { landed } }: JudgedBranch, path: string): boolean {
  return [...landed.contents.values()].some(({ history }) => history.files.includes(path));
}

function unclaimedReason(base: BaseTree, path: string, content: FileContentId): string | undefined {
  if (content === null) return undefined;
  const { snapshot, world } = base;
  const folder = folderOf(path);
  const framework = strayFramework(base, path);
  const strays = framework?.recognise.strays;
  const facts = framework && world.reader.facts(framework, content);
  if (!strays || !facts || strays.isArchive(folder, file => snapshot.files.has(file)) || !strays.isMigration(path, facts)) return undefined;
  const entry = JSON.stringify({ folder, framework: framework.name });
  return `${path} looks like a migration and belongs to no history; if it is one, add "histories": [${entry}] to oneleaf.json`;
}
