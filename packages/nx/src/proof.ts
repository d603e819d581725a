import type { TargetConfiguration } from '@nx/devkit';
import { inFolder } from '@oneleaf/core';
import { DEPENDENCIES, UNRELATED } from './globs.js';
import type { HistoryFolder } from './homes.js';
import type { Input, Project } from './project.js';
import { reportFolder, REPORT_OUTPUTS } from './report-folder.js';
import { technologiesOf, titleOf } from './titles.js';

/** A command that runs a project's own code on throw-away databases. */
export interface Proof {
  readonly command: string;
  readonly description: string;
  /** What it reads besides the working tree. */
  readonly besides: readonly Input[];
  /** Whether it looks at the histories in its folder alone, and not at all that are run together with one of them. */
  readonly narrow: boolean;
}

/**
 * What git says of all refs. When it cannot say anything the answer is another one each time: Nx hashes what a failing command
 * prints like any other answer, and an old result must not be taken for one about refs that nobody has read.
 */
export const REFS = 'git show-ref --head || node -p "process.hrtime()"';

export const VERIFY: Proof = {
  command: 'verify',
  description: 'Runs the migrations on throw-away databases: install, down, up, each by itself',
  besides: [],
  narrow: false,
};
export const DRIFT: Proof = {
  command: 'drift',
  description: 'Compares the models with what the migrations make, on a throw-away database',
  besides: [],
  narrow: false,
};
export const PROVE: Proof = {
  command: 'prove',
  description: 'Lands the branches that collide in both orders, on throw-away databases',
  besides: [{ runtime: REFS }],
  narrow: true,
};

/**
 * A task for each thing that is run as one, where there are several: a Django project, a script directory. The whole is then all of them,
 * for there is nothing between their databases. Folders that only a configuration names are known to nobody yet: then there is but the whole.
 */
export function proofTargets(name: string, project: Project, proof: Proof): Readonly<Record<string, TargetConfiguration>> {
  const { launched, unusual, histories } = project;
  const names = launched.map(one => one.name);
  const isWhole = unusual || launched.length < 2 || (proof.narrow && launched.length < histories.length);
  if (isWhole)
    return { [name]: { ...proofTarget(project, proof, technologiesOf(histories)), options: { report: reportFolder(project.root, name) } } };
  const each = launched.map(({ history, name: own }): [string, TargetConfiguration] => {
    const title = `${name}--${titleOf(own, names)}`;
    const outside = [...project.outside, ...othersThan(history, histories)];
    const options = { folder: history.folder, report: reportFolder(project.root, title) };
    return [title, { ...proofTarget({ ...project, outside }, proof, [history.framework]), options }];
  });
  const { metadata } = proofTarget(project, proof, technologiesOf(histories));
  return {
    ...Object.fromEntries(each),
    [name]: { executor: 'nx:noop', dependsOn: each.map(([title]) => title), ...(metadata && { metadata }) },
  };
}

/** Revisions of another script directory: code is shared, these are nobody else's. */
function othersThan({ folder }: HistoryFolder, histories: readonly HistoryFolder[]): readonly Input[] {
  const others = histories.filter(one => one.framework === 'alembic' && one.folder !== folder && !folder.startsWith(`${one.folder}/`));
  return others.map(one => `!{workspaceRoot}/${one.folder}/**/*`);
}

function proofTarget(project: Project, { command, description, besides }: Proof, technologies: string[]): TargetConfiguration {
  return {
    executor: `@oneleaf/nx:${command}`,
    cache: true,
    inputs: [...inputsOf(project), ...besides],
    outputs: REPORT_OUTPUTS,
    metadata: { description, technologies, help: { command: `npx oneleaf ${command} --help`, example: {} } },
  };
}

/** Variables that say which settings or which database are meant. */
const VARIABLES = ['DATABASE_URL', 'TEST_DATABASE_URL', 'DJANGO_SETTINGS_MODULE', 'FLASK_APP'];

/** Models and migrations import whatever they like, and read any file. */
function inputsOf({ root, sources, outside }: Project): readonly Input[] {
  const inWorkspace = (folder: string, glob: string): string => `{workspaceRoot}/${inFolder(folder, glob)}`;
  return [
    ...sources.flatMap(folder => [inWorkspace(folder, '**/*'), ...UNRELATED.map(glob => `!${inWorkspace(folder, glob)}`)]),
    ...outer(root).map(folder => inWorkspace(folder, DEPENDENCIES)),
    ...outside,
    '^default',
    ...VARIABLES.map(env => ({ env })),
    { runtime: environmentOf(root) },
  ];
}

/**
 * What is installed for the project, see environment.ts. Folders are encoded because shells and cmd.exe each quote their own way.
 * Where nobody can tell, the answer is another one each time: Nx hashes what a failing command prints like any other answer.
 */
function environmentOf(root: string): string {
  const folder = encodeURIComponent(root).replaceAll("'", '%27');
  return `node -p "require('@oneleaf/nx/environment').environment('${folder}', process)" || node -p "process.hrtime()"`;
}

function outer(root: string): readonly string[] {
  const steps = root === '' ? [] : root.split('/');
  return steps.map((_, at) => steps.slice(0, at).join('/'));
}
