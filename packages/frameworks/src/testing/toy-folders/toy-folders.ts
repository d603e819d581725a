import { folderOf, type Framework, type MigrationPaths } from '@oneleaf/core';
import { toy } from '../toy/toy.js';
import { extract, interpret, linkFacts, unreadable } from './read.js';
import { draft, rename, respell } from './write.js';

const FILE = /(?:^|\/)migrations\/\d{3}\/(?:up|down)\.toy$/;

function mayBeMigration(path: string): boolean {
  return FILE.test(path);
}

function migrationAt(path: string): MigrationPaths | undefined {
  if (!mayBeMigration(path)) return undefined;
  return { main: `${folderOf(path)}/up.toy`, historyFolder: folderOf(folderOf(path)) };
}

/** A framework of specs in which each migration is a folder: `migrations/002/up.toy`, whose first line names the parents, and `migrations/002/down.toy`. */
export const toyFolders: Framework = {
  ...toy,
  name: 'toy-folders',
  recognise: {
    ...toy.recognise,
    mayBeMigration,
    isLoaded: name => /^(?:up|down)\.toy$/.test(name),
    isSource: mayBeMigration,
    startsHistory: mayBeMigration,
    migrationAt,
    stem: path => folderOf(path).slice(-3),
    locate: ({ paths }) => {
      const files = paths.filter(mayBeMigration);
      return [...new Set(files.map(path => folderOf(folderOf(path))))].map(folder => ({
        id: folder,
        folder,
        files: files.filter(path => path.startsWith(`${folder}/`)),
        order: { kind: 'graph' },
        expectedLeaves: 1,
        label: folder,
        scope: '',
      }));
    },
  },
  read: { ...toy.read, extract, unreadable, linkFacts, interpret },
  write: { ...toy.write, draft, rename, respell },
  names: {
    ...toy.names,
    files: '*/*.toy',
    historyFolders: files => [...new Set([...files].filter(mayBeMigration).map(path => folderOf(folderOf(path))))],
  },
  wording: { history: 'toy folder of folders', migration: (_history, literal) => literal },
};
