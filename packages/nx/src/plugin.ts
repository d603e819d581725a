import { NX_VERSION, type CreateNodes } from '@nx/devkit';
import { PROJECT_MARKERS } from './projects/globs.js';
import { findWorkspaceProjects } from './projects/workspace-projects.js';
import { sourceFileOf, inferredName, targetProject } from './projects/target-project.js';
import { mayNameFolders, workspaceReader } from './projects/configuration-files.js';
import { inferTargets, type PluginOptions } from './targets/targets.js';
import { technologiesOf } from './targets/titles.js';

/**
 * Targets for every project with a history. Looks at the names of files, and into the small ones that
 * may name folders; never runs git or Python. Nothing in a file is an error here: Nx would run nothing at all any more.
 */
export const createNodes: CreateNodes<PluginOptions> = [
  PROJECT_MARKERS,
  (files, options, { workspaceRoot }) => {
    refuseOldNx(NX_VERSION);
    const workspace = { root: workspaceRoot, files, read: workspaceReader(workspaceRoot) };
    const homes = findWorkspaceProjects(files, ini => mayNameFolders(workspace.read(ini)));
    return homes.map(home => {
      const targets = inferTargets(targetProject(home, workspace), options ?? {});
      const metadata = { technologies: technologiesOf(home.histories), targetGroups: { Migrations: Object.keys(targets) } };
      const project = { ...inferredName(home, workspace), targets, metadata };
      return [sourceFileOf(home, workspace), { projects: { [home.root === '' ? '.' : home.root]: project } }];
    });
  },
];

/** Nx 21 and older look for this name; Nx 22 accepts both. */
export const createNodesV2 = createNodes;

/** npm's own refusal is easily overridden, and what follows then says nothing of versions. */
export function refuseOldNx(version: string): void {
  if (Number.parseInt(version, 10) >= 22) return;
  throw new Error(`@oneleaf/nx needs Nx 22, 23 or 24, and this workspace has ${version}: npx nx migrate latest`);
}
