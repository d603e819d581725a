import {
  baseName,
  filesOf,
  folderOf,
  type DraftedMigration,
  type DraftRequest,
  type MigrationName,
  type RenameRequest,
  type Respelling,
  type TextEdit,
} from '@oneleaf/core';
import { draft as draftFile, rename as renameFile, respell as respellFile } from '../toy/write.js';

export function draft(request: DraftRequest): DraftedMigration {
  const migrations = request.migrations.map(one => ({ ...one, path: `${folderOf(one.path)}.toy` }));
  const { path, literal, ...drafted } = draftFile({ ...request, migrations });
  const folder = path.replace(/\.toy$/, '');
  const others = [{ path: `${folder}/down.toy`, text: `undo ${literal}\n` }];
  return { ...drafted, literal, path: `${folder}/up.toy`, others };
}

export function rename(request: RenameRequest): MigrationName {
  const { literal } = renameFile(request);
  const files = filesOf(request.migration).map(path => `${folderOf(folderOf(path))}/${literal}/${baseName(path)}`);
  return { literal, path: files[0] ?? '', files };
}

export function respell(text: string, respelling: Respelling): readonly TextEdit[] {
  const { file = '', literal } = respelling;
  if (baseName(file) !== 'down.toy') return respellFile(text, respelling);
  return literal === undefined ? [] : [{ span: { start: 5, end: 8 }, text: literal }];
}
