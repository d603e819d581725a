import { folderOf, type FrameworkRunner, type GenerationTarget, type PlannedMigration } from '@oneleaf/core';

export const run: FrameworkRunner = {
  singleHistory: false,
  // CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph.
  runsSeveralLeaves: false,
  stairwayAtOnce: false,
  runner: () => 'django',
  projectKey: ({ launch, scope }) => `django ${launch['manage'] ?? scope}`,
  folder: ({ launch: { manage }, scope }) => (manage === undefined ? scope : folderOf(manage)),
  requiredPackages: () => ['django'],
  parameters: ({ launch: { manage }, declared: { settings }, toProjectPath }) => ({ manage: manage && toProjectPath(manage), settings }),
  generation,
};

function generation(planned: readonly PlannedMigration[]): GenerationTarget {
  const numbers = planned.flatMap(({ label, literal = '' }) =>
    /^\d/.test(literal) ? [[label, Number.parseInt(literal, 10)] as const] : [],
  );
  return { numbers: Object.fromEntries(numbers) };
}
