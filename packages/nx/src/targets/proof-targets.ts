import { frameworks } from '@oneleaf/frameworks';
import type { TargetConfiguration } from '@nx/devkit';
import { joinPath } from '@oneleaf/core';
import { DEPENDENCY_FILES, UNRELATED_FILES } from '../projects/globs.js';
import type { HistoryFolder } from '../projects/workspace-projects.js';
import type { TargetInput, TargetProject } from '../projects/target-project.js';
import { isRunnable } from '../projects/run-units.js';
import { reportFolder, REPORT_OUTPUTS } from '../tasks/report-folder.js';
import { technologiesOf, historyTitle } from './titles.js';

/** A command that runs a project's own code on throw-away databases. */
export interface ProofTargetCommand {
  readonly command: string;
  readonly description: string;
  /** Inputs besides the working tree. */
  readonly extraInputs: readonly TargetInput[];
  /** Whether it looks at the histories in its folder alone, and not at all that are run together with one of them. */
  readonly ownHistoriesOnly: boolean;
}

/**
 * The refs of git. If git cannot list them, each answer differs, because Nx also hashes the output of a failing command and must not reuse
 * an old result.
 */
export const REFS_COMMAND = 'git show-ref --head || node -p "process.hrtime()"';

export const VERIFY_COMMAND: ProofTargetCommand = {
  command: 'verify',
  description: 'Runs the migrations on throw-away databases: all up, all down and up, each one alone',
  extraInputs: [],
  ownHistoriesOnly: false,
};
export const DRIFT_COMMAND: ProofTargetCommand = {
  command: 'drift',
  description: 'Compares the models with what the migrations make, on a throw-away database',
  extraInputs: [],
  ownHistoriesOnly: false,
};
export const PROVE_COMMAND: ProofTargetCommand = {
  command: 'prove',
  description: 'Lands conflicting branches in both orders, on throw-away databases',
  extraInputs: [{ runtime: REFS_COMMAND }],
  ownHistoriesOnly: true,
};

/**
 * A task for each thing that is run as one, where there are several: a project with its apps, a script directory. The whole is then all of them,
 * for there is nothing between their databases. Folders that only a configuration names are known to nobody yet: then there is but the whole.
 * No task where all histories are of frameworks that Oneleaf cannot run.
 */
export function proofTargets(
  name: string,
  project: TargetProject,
  proof: ProofTargetCommand,
): Readonly<Record<string, TargetConfiguration>> {
  const { runUnits, configuresFolders } = project;
  const histories = project.histories.filter(isRunnable);
  if (project.histories.length > 0 && histories.length === 0) return {};
  const names = runUnits.map(one => one.name);
  const isWhole = configuresFolders || runUnits.length < 2 || (proof.ownHistoriesOnly && runUnits.length < histories.length);
  if (isWhole)
    return { [name]: { ...proofTarget(project, proof, technologiesOf(histories)), options: { report: reportFolder(project.root, name) } } };
  const each = runUnits.map(({ history, name: own }): [string, TargetConfiguration] => {
    const title = `${name}--${historyTitle(own, names)}`;
    const outside = [...project.outsideInputs, ...otherScriptDirectories(history, histories)];
    const options = { folder: history.folder, report: reportFolder(project.root, title) };
    return [title, { ...proofTarget({ ...project, outsideInputs: outside }, proof, [history.framework.name]), options }];
  });
  const { metadata } = proofTarget(project, proof, technologiesOf(histories));
  return {
    ...Object.fromEntries(each),
    [name]: { executor: 'nx:noop', dependsOn: each.map(([title]) => title), ...(metadata && { metadata }) },
  };
}

/** Revisions of another script directory are not shared, as code is. */
function otherScriptDirectories({ folder }: HistoryFolder, histories: readonly HistoryFolder[]): readonly TargetInput[] {
  const others = histories.filter(one => one.framework.names.isolated && one.folder !== folder && !folder.startsWith(`${one.folder}/`));
  return others.map(one => `!{workspaceRoot}/${one.folder}/**/*`);
}

function proofTarget(
  project: TargetProject,
  { command, description, extraInputs }: ProofTargetCommand,
  technologies: string[],
): TargetConfiguration {
  return {
    executor: `@oneleaf/nx:${command}`,
    cache: true,
    inputs: [...proofInputs(project), ...extraInputs],
    outputs: REPORT_OUTPUTS,
    metadata: { description, technologies, help: { command: `npx oneleaf ${command} --help`, example: {} } },
  };
}

/** Variables that say which settings or which database are meant. */
const VARIABLES = ['DATABASE_URL', 'TEST_DATABASE_URL', ...frameworks.flatMap(({ names }) => names.variables)];

/** Models and migrations import whatever they like, and read any file. */
function proofInputs({ root, sourceFolders, outsideInputs }: TargetProject): readonly TargetInput[] {
  const inWorkspace = (folder: string, glob: string): string => `{workspaceRoot}/${joinPath(folder, glob)}`;
  return [
    ...sourceFolders.flatMap(folder => [inWorkspace(folder, '**/*'), ...UNRELATED_FILES.map(glob => `!${inWorkspace(folder, glob)}`)]),
    ...outerFolders(root).map(folder => inWorkspace(folder, DEPENDENCY_FILES)),
    ...outsideInputs,
    '^default',
    ...VARIABLES.map(env => ({ env })),
    { runtime: environmentCommand(root) },
  ];
}

/**
 * What is installed for the project, see environment.ts. Folders are encoded because shells and cmd.exe each quote their own way.
 * Where nobody can tell, the answer is another one each time: Nx hashes what a failing command prints like any other answer.
 */
function environmentCommand(root: string): string {
  const folder = encodeURIComponent(root).replaceAll("'", '%27');
  return `node -p "require('@oneleaf/nx/environment').environment('${folder}', process)" || node -p "process.hrtime()"`;
}

function outerFolders(root: string): readonly string[] {
  const steps = root === '' ? [] : root.split('/');
  return steps.map((_, at) => steps.slice(0, at).join('/'));
}
