/** Makes `git fetch` bring objects and nothing else: no ref, no FETCH_HEAD, no tags, no pruning, no housekeeping. */
export const objectsOnlyOptions = [
  '--no-write-fetch-head',
  '--no-tags',
  '--no-prune',
  '--no-auto-maintenance',
  '--no-write-commit-graph',
  '--no-recurse-submodules',
  '--refmap=',
  '--quiet',
];
