import { NX_VERSION, type CreateNodes } from '@nx/devkit';
import { MARKERS } from './globs.js';
import { homesOf } from './homes.js';
import { markerOf, nameOf, projectOf } from './project.js';
import { namesFolders, readerOf } from './reading.js';
import { targetsOf, type Options } from './targets.js';
import { technologiesOf } from './titles.js';

/**
 * Targets for every project with a Django app or an Alembic script directory. Looks at the names of files, and into the small ones that
 * may name folders; never runs git or Python. Nothing in a file is an error here: Nx would run nothing at all any more.
 */
export const createNodes: CreateNodes<Options> = [
  MARKERS,
  (files, options, { workspaceRoot }) => {
    refuseOldNx(NX_VERSION);
    const workspace = { root: workspaceRoot, files, read: readerOf(workspaceRoot) };
    const homes = homesOf(files, ini => namesFolders(workspace.read(ini)));
    return homes.map(home => {
      const targets = targetsOf(projectOf(home, workspace), options ?? {});
      const metadata = { technologies: technologiesOf(home.histories), targetGroups: { Migrations: Object.keys(targets) } };
      const project = { ...nameOf(home, workspace), targets, metadata };
      return [markerOf(home, workspace), { projects: { [home.root === '' ? '.' : home.root]: project } }];
    });
  },
];

/** What Nx 21 and older look for; 22 takes either. */
export const createNodesV2 = createNodes;

/** npm's own refusal is easily overridden, and what follows then says nothing of versions. */
export function refuseOldNx(version: string): void {
  if (Number.parseInt(version, 10) >= 22) return;
  throw new Error(`@oneleaf/nx needs Nx 22, 23 or 24, and this workspace has ${version}: npx nx migrate latest`);
}
