/** Each answers the differences between a report and a labelled case: an empty list is agreement. */

export function landingDifferences({ expected }, branch) {
  if (expected.second_leaf === null) return conflictDifferences(expected, branch);
  if (expected.errors?.length > 0) {
    return branch.verdict === 'broken' ? [] : [`verdict ${branch.verdict}, expected broken: ${expected.errors[0]}`];
  }
  if (branch.verdict === 'unknown') return [`unknown: ${branch.reasons.join('; ')}`];
  return [...verdictDifferences(expected.second_leaf, branch), ...leafDifferences(expected.apps, branch)];
}

function conflictDifferences(expected, { standstill, verdict }) {
  if (!standstill) return [`no text conflict seen (${verdict}), expected ${expected.git_conflict.join(', ')}`];
  return [
    ...differ('conflict paths', standstill.paths, expected.git_conflict),
    ...(standstill.ifBase.secondLeaf === expected.if_main_version ? [] : [`if main's version: ${standstill.ifBase.secondLeaf}`]),
    ...(standstill.ifBranch.secondLeaf === expected.if_branch_version
      ? []
      : [`if the branch's version: ${standstill.ifBranch.secondLeaf}`]),
  ];
}

function verdictDifferences(expected, branch) {
  const found = hasSecondLeaf(branch);
  return found === expected ? [] : [`second leaf ${found}, expected ${expected} (${branch.verdict})`];
}

export function hasSecondLeaf({ histories }) {
  return histories.some(({ leaves, landedLeaves }) => leaves.length > Math.max(1, landedLeaves.length));
}

function leafDifferences(apps, { histories }) {
  const changed = histories.filter(({ leaves, landedLeaves }) => String(leaves) !== String(landedLeaves));
  const found = new Map(changed.map(one => [one.folder, one.leaves]));
  const expected = new Map(apps.map(({ dir, heads }) => [dir, heads]));
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap(dir => differ(`leaves of ${dir}`, found.get(dir), expected.get(dir)));
}

export function orderDifferences(expected, { alone, after }) {
  const find = commit => alone.find(branch => branch.commit === commit);
  const { second_after_first: forks, git_conflict: stops } = expected;
  return [
    ...verdictDifferences(expected.first_alone, find(expected.first)).map(text => `first alone: ${text}`),
    ...verdictDifferences(expected.second_alone, find(expected.second)).map(text => `second alone: ${text}`),
    ...(forks === null ? differ('conflict paths', after.standstill?.paths, stops) : verdictDifferences(forks, after)).map(
      text => `after: ${text}`,
    ),
    ...(forks === null ? [] : leafDifferences(expected.apps, after)),
  ];
}

/** Histories that no label speaks of are not counted: a plugin's own script directory is one, too. */
export function treeDifferences({ apps, errors }, { histories, findings }) {
  const found = new Map(histories.map(one => [one.folder, one]));
  const undecided = new Set(histories.filter(one => one.undecided.length > 0).map(one => one.folder));
  const known = apps.flatMap(({ dir, heads, bases }) => [
    ...differ(`leaves of ${dir}`, found.get(dir)?.leaves, heads),
    ...(bases ? differ(`roots of ${dir}`, found.get(dir)?.roots, bases) : []),
  ]);
  const broken = findings.some(({ rule }) => rule === 'missing-parent' || rule === 'cycle');
  const graph = errors.length > 0 === broken ? [] : [`graph errors ${broken}, expected ${errors[0] ?? 'none'}`];
  return [...known, ...graph].map(text => (undecided.size > 0 ? `${text} (undecided: ${[...undecided].join(', ')})` : text));
}

function differ(what, found = [], expected = []) {
  const [a, b] = [[...found].sort(), [...expected].sort()];
  return String(a) === String(b) ? [] : [`${what}: ${a.join(', ') || 'none'}, expected ${b.join(', ') || 'none'}`];
}
