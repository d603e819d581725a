import { baseName, foldersAround, folderOf, joinPath, type WorkspaceNames } from '@oneleaf/core';
import { dependencyFiles } from '../../languages/python/dependency-files.js';

export const workspaceNames: WorkspaceNames = {
  folders: ['versions'],
  outerFolders: ['alembic'],
  files: '*.py',
  configuration: ['**/*[aA][lL][eE][mM][bB][iI][cC]*.[iI][nN][iI]', '**/pyproject.toml', '**/setup.cfg'],
  hints: ['**/env.py'],
  programs: ['alembic.ini'],
  dependencies: dependencyFiles,
  variables: ['FLASK_APP'],
  isolated: true,
  historyFolders(files) {
    const configured = configuredFolders(files);
    const isScript = (folder: string): boolean =>
      files.has(joinPath(folder, 'env.py')) || foldersAround(folder).some(at => configured.has(at));
    const revisions = [...files].filter(path => /^(?!\.#|__init__).*\.py$/.test(baseName(path)));
    const folders = revisions.flatMap(path => foldersAround(folderOf(path)).find(folder => baseName(folder) === 'versions') ?? []);
    return [...new Set(folders)].filter(folder => isScript(folderOf(folder)));
  },
  // Flask-Migrate keeps its ini beside env.py, in the script directory; everyone else keeps it around that.
  projectFolders: files => [...configuredFolders(files)].map(folder => (files.has(joinPath(folder, 'env.py')) ? folderOf(folder) : folder)),
  unmarkedProject: folder => folderOf(baseName(folder) === 'versions' ? folderOf(folder) : folder),
  opensProject: isIni,
  isNear: path => isIni(path) || ['pyproject.toml', 'setup.cfg'].includes(baseName(path)),
  configures: (path, text) => isIni(path) || text === undefined || /^\s*\[(?:tool\.)?alembic\b/m.test(text),
  namesFolders: text => /^\s*version_locations\b/m.test(text),
  runOf(history, files) {
    const configured = configuredFolders(files);
    const folder = foldersAround(history).find(at => configured.has(at));
    return { name: history, ...(folder === undefined ? {} : { folder }) };
  },
};

function configuredFolders(files: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...files].filter(isIni).map(folderOf));
}

function isIni(path: string): boolean {
  const name = baseName(path).toLowerCase();
  return name.endsWith('.ini') && name.includes('alembic');
}
