import { baseName, folderOf, type Framework } from '@oneleaf/core';
import { toy } from '../toy/toy.js';

const FILE = /(?:^|\/)stamps\/\d{8}_\w+\.stamp$/;

function mayBeMigration(path: string): boolean {
  return FILE.test(path);
}

function stem(path: string): string {
  return baseName(path).replace(/\.stamp$/, '');
}

/** A framework of specs that runs its migrations in the order of their names, `stamps/20240131_tax.stamp`, and refuses one that comes late. */
export const toyNames: Framework = {
  ...toy,
  name: 'toy-names',
  recognise: {
    ...toy.recognise,
    mayBeMigration,
    isLoaded: name => mayBeMigration(`stamps/${name}`),
    isSource: mayBeMigration,
    startsHistory: mayBeMigration,
    stem,
    locate: ({ paths }) => {
      const files = paths.filter(mayBeMigration);
      return [...new Set(files.map(folderOf))].map(folder => ({
        id: folder,
        folder,
        files: files.filter(path => folderOf(path) === folder),
        order: { kind: 'prefix' },
        expectedLeaves: 1,
        label: folder,
        scope: '',
      }));
    },
  },
  read: {
    ...toy.read,
    interpret: (path, facts, history) => {
      const read = toy.read.interpret(path, facts, history);
      return 'problem' in read ? read : { ...read, id: `${history.id}.${stem(path)}`, literal: stem(path) };
    },
  },
  names: {
    ...toy.names,
    folders: ['stamps'],
    files: '*.stamp',
    historyFolders: files => [...new Set([...files].filter(mayBeMigration).map(folderOf))],
  },
  wording: { history: 'toy folder of stamps', migration: (_history, literal) => literal },
};
