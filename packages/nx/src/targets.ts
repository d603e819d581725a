import type { TargetConfiguration } from '@nx/devkit';
import { CONFIGURATION, MIGRATIONS, PYTHON } from './globs.js';
import type { HistoryFolder, Home } from './homes.js';
import { baseName, folderOf } from '@oneleaf/core';

/** What nx.json may set for the plugin. */
export interface Options {
  readonly checkTargetName?: string;
  readonly predictTargetName?: string;
}

/** A project with migrations, and what its targets depend on outside of it. */
export interface Project extends Home {
  /** Whether some configuration names folders where no name gives migrations away. */
  readonly unusual: boolean;
  /** Inputs in the folders around the project. */
  readonly outside: readonly Input[];
}

export type Input = NonNullable<TargetConfiguration['inputs']>[number];
type Targets = Readonly<Record<string, TargetConfiguration>>;

interface Definition {
  readonly option: keyof Options;
  readonly usual: string;
  readonly targets: (name: string, project: Project) => Targets;
}

/** The targets that every project with migrations gets. */
const DEFINITIONS: readonly Definition[] = [
  { option: 'checkTargetName', usual: 'migrations:check', targets: checkTargets },
  { option: 'predictTargetName', usual: 'migrations:predict', targets: predictTargets },
];

export function targetsOf(project: Project, options: Options): Targets {
  return Object.fromEntries(
    DEFINITIONS.flatMap(({ option, usual, targets }) => Object.entries(targets(options[option] ?? usual, project))),
  );
}

/** The whole project; where it has several histories, after a target for each. */
function checkTargets(name: string, { root, histories, unusual, outside }: Project): Targets {
  const configuration = [...inProject(CONFIGURATION), ...outside];
  const each = new Map(histories.length > 1 ? histories.map(history => [`${name}--${titleOf(history, histories)}`, history]) : []);
  const target = (files: readonly string[], description: string, technologies: readonly string[]): TargetConfiguration => ({
    executor: '@oneleaf/nx:check',
    cache: true,
    inputs: [...files, ...configuration],
    outputs: [],
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
      options: { folder },
    },
  ]);
  const files = inProject(unusual ? PYTHON : MIGRATIONS);
  const whole = target(files, 'The health of the migrations of this project: one leaf each', technologiesOf(histories));
  return { ...Object.fromEntries(parts), [name]: each.size === 0 ? whole : { ...whole, dependsOn: [...each.keys()] } };
}

/**
 * What git says of all refs. When it cannot say anything the answer is another one each time: Nx hashes what a failing command
 * prints like any other answer, and an old result must not be taken for one about refs that nobody has read.
 */
const REFS = 'git show-ref --head || node -p "process.hrtime()"';

function predictTargets(name: string, { histories, outside }: Project): Targets {
  return {
    [name]: {
      executor: '@oneleaf/nx:predict',
      cache: true,
      inputs: [{ runtime: REFS }, ...outside],
      outputs: [],
      metadata: {
        description: 'What landing each branch would do to the migrations of this project',
        technologies: technologiesOf(histories),
        help: { command: 'npx oneleaf predict --help', example: { options: { refs: ['HEAD'], base: 'origin/main' } } },
      },
    },
  };
}

export function technologiesOf(histories: readonly HistoryFolder[]): string[] {
  return [...new Set(histories.map(({ framework }) => framework))].sort();
}

/** The app's folder or the script directory's, with as many folders around it as it takes to tell it from the others. */
function titleOf(history: HistoryFolder, all: readonly HistoryFolder[]): string {
  const home = (one: HistoryFolder): string => folderOf(one.folder) || one.folder;
  const isOnly = all.filter(one => baseName(home(one)) === baseName(home(history))).length === 1;
  return isOnly ? baseName(home(history)) : history.folder;
}

function inProject(globs: readonly string[]): readonly string[] {
  return globs.map(glob => `{projectRoot}/${glob}`);
}
