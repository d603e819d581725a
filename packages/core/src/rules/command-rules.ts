/** Rules whose findings the commands yield: they need more than one tree, a configuration, or a database. */
export const commandRules: readonly string[] = [
  'async-url',
  'broken-configuration',
  'circular-import',
  'fresh-install',
  'held-back',
  'irreversible-migration',
  'landed-twin',
  'mismatched-key',
  'model-drift',
  'rebase-brings-back',
  'repeated-init-app',
  'residue',
  'round-trip',
  'stairway',
  'text-conflict',
  'unused-acceptance',
];
