import { folderOf, type WorkspaceNames } from '@oneleaf/core';
import { mayBeMigration } from './recognise.js';

export const workspaceNames: WorkspaceNames = {
  folders: ['migrations'],
  outerFolders: [],
  files: '*.toy',
  configuration: [],
  hints: [],
  programs: [],
  dependencies: [],
  variables: [],
  isolated: true,
  historyFolders: files => [...new Set([...files].filter(mayBeMigration).map(folderOf))],
  projectFolders: () => [],
  unmarkedProject: folderOf,
  opensProject: () => false,
  isNear: () => false,
  configures: () => false,
  namesFolders: () => false,
  runOf: folder => ({ name: folder }),
};
