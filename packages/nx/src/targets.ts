import type { TargetConfiguration } from '@nx/devkit';
import { CONFIGURATION, MIGRATIONS, PYTHON } from './globs.js';
import type { Project } from './project.js';
import { DRIFT, proofTargets, PROVE, REFS, VERIFY } from './proof.js';
import { reportFolder, REPORT_OUTPUTS } from './report-folder.js';
import { technologiesOf, titleOf } from './titles.js';

/** What nx.json may set for the plugin. */
export interface Options {
  readonly checkTargetName?: string;
  readonly predictTargetName?: string;
  readonly verifyTargetName?: string;
  readonly driftTargetName?: string;
  readonly proveTargetName?: string;
}

export type Targets = Readonly<Record<string, TargetConfiguration>>;

interface Definition {
  readonly option: keyof Options;
  readonly usual: string;
  readonly targets: (name: string, project: Project) => Targets;
}

/** The targets that every project with migrations gets. */
const DEFINITIONS: readonly Definition[] = [
  { option: 'checkTargetName', usual: 'migrations:check', targets: checkTargets },
  { option: 'predictTargetName', usual: 'migrations:predict', targets: predictTargets },
  { option: 'verifyTargetName', usual: 'migrations:verify', targets: (name, project) => proofTargets(name, project, VERIFY) },
  { option: 'driftTargetName', usual: 'migrations:drift', targets: (name, project) => proofTargets(name, project, DRIFT) },
  { option: 'proveTargetName', usual: 'migrations:prove', targets: (name, project) => proofTargets(name, project, PROVE) },
];

export function targetsOf(project: Project, options: Options): Targets {
  return Object.fromEntries(
    DEFINITIONS.flatMap(({ option, usual, targets }) => Object.entries(targets(options[option] ?? usual, project))),
  );
}

/** The whole project; where it has several histories, after a target for each. */
function checkTargets(name: string, { root, histories, unusual, outside, described, baseline }: Project): Targets {
  const configuration = [...inProject(CONFIGURATION), ...described.map(path => `{workspaceRoot}/${path}`), ...outside, baseline];
  const each = new Map(histories.length > 1 ? histories.map(history => [`${name}--${titleOf(history, histories)}`, history]) : []);
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
        inProject([`${root === '' ? folder : folder.slice(root.length + 1)}/**/*.py`]),
        `The health of the migrations in ${folder}`,
        [framework],
      ),
      options: { folder, report: reportFolder(root, title) },
    },
  ]);
  const files = inProject(unusual ? PYTHON : MIGRATIONS);
  const description = 'The health of the migrations of this project: one leaf each';
  const whole = { ...target(files, description, technologiesOf(histories)), options: { report: reportFolder(root, name) } };
  return { ...Object.fromEntries(parts), [name]: each.size === 0 ? whole : { ...whole, dependsOn: [...each.keys()] } };
}

function predictTargets(name: string, { root, histories, outside }: Project): Targets {
  return {
    [name]: {
      executor: '@oneleaf/nx:predict',
      cache: true,
      inputs: [{ runtime: REFS }, ...outside],
      outputs: REPORT_OUTPUTS,
      options: { report: reportFolder(root, name) },
      metadata: {
        description: 'What landing each branch would do to the migrations of this project',
        technologies: technologiesOf(histories),
        help: { command: 'npx oneleaf predict --help', example: { options: { refs: ['HEAD'], base: 'origin/main' } } },
      },
    },
  };
}

function inProject(globs: readonly string[]): readonly string[] {
  return globs.map(glob => `{projectRoot}/${glob}`);
}
