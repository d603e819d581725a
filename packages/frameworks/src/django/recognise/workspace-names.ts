import { baseName, foldersAround, folderOf, joinPath, type WorkspaceNames } from '@oneleaf/core';
import { dependencyFiles } from '../../languages/python/dependency-files.js';

const PROGRAM = 'manage.py';

export const workspaceNames: WorkspaceNames = {
  folders: ['migrations'],
  outerFolders: [],
  files: '*.py',
  configuration: [
    '**/apps.py',
    '**/apps/__init__.py',
    '**/manage.py',
    '**/*settings*.py',
    '**/settings/**/*.py',
    '**/conf/**/*.py',
    '**/config/**/*.py',
  ],
  hints: [],
  programs: [PROGRAM],
  dependencies: dependencyFiles,
  variables: ['DJANGO_SETTINGS_MODULE'],
  isolated: false,
  historyFolders(files) {
    const numbered = [...files].filter(path => /(?:^|\/)migrations\/\d{4}_[^/.]*\.py$/.test(path)).map(folderOf);
    return [...new Set(numbered)].filter(folder => files.has(`${folder}/__init__.py`));
  },
  projectFolders: files => [...files].filter(path => baseName(path) === PROGRAM).map(folderOf),
  unmarkedProject: folderOf,
  opensProject: () => false,
  isNear: path => /settings|\/conf(?:ig)?\/.*\.py$/.test(path),
  configures: () => false,
  namesFolders: text => /^\s*MIGRATION_MODULES\b/m.test(text),
  runOf(history, files) {
    const folder = foldersAround(history).find(at => files.has(joinPath(at, PROGRAM)));
    return folder === undefined ? { name: history } : { name: joinPath(folder, PROGRAM), folder };
  },
};
