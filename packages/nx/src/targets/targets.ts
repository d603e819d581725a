import type { TargetConfiguration } from '@nx/devkit';
import { CONFIGURATION_FILES, MIGRATION_FILES, SOURCE_FILES } from '../projects/globs.js';
import type { TargetProject } from '../projects/target-project.js';
import { DRIFT_COMMAND, proofTargets, PROVE_COMMAND, REFS_COMMAND, VERIFY_COMMAND } from './proof-targets.js';
import { reportFolder, REPORT_OUTPUTS } from '../tasks/report-folder.js';
import { technologiesOf, historyTitle } from './titles.js';

/** What nx.json may set for the plugin. */
export interface PluginOptions {
  readonly checkTargetName?: string;
  readonly predictTargetName?: string;
  readonly verifyTargetName?: string;
  readonly driftTargetName?: string;
  readonly proveTargetName?: string;
}

export type InferredTargets = Readonly<Record<string, TargetConfiguration>>;

interface TargetDefinition {
  readonly option: keyof PluginOptions;
  readonly usual: string;
  readonly targets: (name: string, project: TargetProject) => InferredTargets;
}

/** The targets that every project with migrations gets. */
const DEFINITIONS: readonly TargetDefinition[] = [
  { option: 'checkTargetName', usual: 'migrations:check', targets: checkTargets },
  { option: 'predictTargetName', usual: 'migrations:predict', targets: predictTargets },
  { option: 'verifyTargetName', usual: 'migrations:verify', targets: (name, project) => proofTargets(name, project, VERIFY_COMMAND) },
  { option: 'driftTargetName', usual: 'migrations:drift', targets: (name, project) => proofTargets(name, project, DRIFT_COMMAND) },
  { option: 'proveTargetName', usual: 'migrations:prove', targets: (name, project) => proofTargets(name, project, PROVE_COMMAND) },
];

export function inferTargets(project: TargetProject, options: PluginOptions): InferredTargets {
  return Object.fromEntries(
    DEFINITIONS.flatMap(({ option, usual, targets }) => Object.entries(targets(options[option] ?? usual, project))),
  );
}

/** The whole project. If it has several histories, it follows one target for each. */
function checkTargets(
  name: string,
  { root, histories, configuresFolders, outsideInputs, descriptionFiles, baselineInput }: TargetProject,
): InferredTargets {
  const configuration = [
    ...projectGlobs(CONFIGURATION_FILES),
    ...descriptionFiles.map(path => `{workspaceRoot}/${path}`),
    ...outsideInputs,
    baselineInput,
  ];
  const each = new Map(histories.length > 1 ? histories.map(history => [`${name}--${historyTitle(history, histories)}`, history]) : []);
  const target = (files: readonly string[], description: string, technologies: readonly string[]): TargetConfiguration => ({
    executor: '@oneleaf/nx:check',
    cache: true,
    inputs: [...files, ...configuration],
    outputs: REPORT_OUTPUTS,
    metadata: {
      description,
      technologies: [...technologies],
      help: { command: 'npx oneleaf check --help', example: { options: { folder: 'apps/site/shop' } } },
    },
  });
  const parts = [...each].map(([title, { folder, framework }]): [string, TargetConfiguration] => [
    title,
    {
      ...target(
        projectGlobs([`${root === '' ? folder : folder.slice(root.length + 1)}/**/${framework.names.files}`]),
        `Checks the migrations in ${folder}`,
        [framework.name],
      ),
      options: { folder, report: reportFolder(root, title) },
    },
  ]);
  const files = projectGlobs(configuresFolders ? SOURCE_FILES : MIGRATION_FILES);
  const description = 'Checks the migrations of this project: each history needs one leaf';
  const whole = { ...target(files, description, technologiesOf(histories)), options: { report: reportFolder(root, name) } };
  return { ...Object.fromEntries(parts), [name]: each.size === 0 ? whole : { ...whole, dependsOn: [...each.keys()] } };
}

function predictTargets(name: string, { root, histories, outsideInputs }: TargetProject): InferredTargets {
  return {
    [name]: {
      executor: '@oneleaf/nx:predict',
      cache: true,
      inputs: [{ runtime: REFS_COMMAND }, ...outsideInputs],
      outputs: REPORT_OUTPUTS,
      options: { report: reportFolder(root, name) },
      metadata: {
        description: 'Predicts migration conflicts of each branch in this project',
        technologies: technologiesOf(histories),
        help: { command: 'npx oneleaf predict --help', example: { options: { refs: ['HEAD'], base: 'origin/main' } } },
      },
    },
  };
}

function projectGlobs(globs: readonly string[]): readonly string[] {
  return globs.map(glob => `{projectRoot}/${glob}`);
}
