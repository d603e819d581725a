import { foldersAround, folderOf, type DraftedMigration, type DraftRequest, type DraftRefusal } from '@oneleaf/core';
import { dateAndTime, isTimeZone, type ClockTime, clockTime, utcOffset } from '../../clock-time.js';
import { pathsByFolder, isBelow } from '../../paths.js';
import { type ScriptDirectory, scriptDirectories } from '../recognise/script-directories.js';
import { fillFileTemplate, slugOf, defaultFileTemplate } from './file-name.js';
import { type RevisionId, nextRevisionId } from './revision-id.js';
import { revisionText, TEMPLATE_FILE } from './revision-text.js';

/** A file as `alembic revision` or `alembic merge` writes it, from the project's own script.py.mako. */
export function draft(request: DraftRequest): DraftedMigration | DraftRefusal {
  const directory = scriptDirectoryOf(request);
  const message = request.name ?? `merge ${request.parents.map(({ id }) => id).join(' and ')}`;
  const clock = creationTime(request, directory?.environment.timeZone);
  const revision = nextRevisionId(request, message);
  const script = revisionText(templateOf(request, directory), {
    message,
    up_revision: revision.id,
    down_revision: downRevision(request),
    create_date: clock.date,
  });
  if ('reason' in script) return script;
  const file = revisionFileName(directory, { revision, message, clock: clock.time });
  const hooks = directory?.environment.hooks;
  return {
    path: [revisionFolder(directory, request), `${file.name}.py`].filter(part => part !== '').join('/'),
    text: script.text,
    literal: revision.id,
    avoided: revision.avoided,
    notes: [
      ...clock.notes,
      ...script.notes,
      ...file.notes,
      ...(hooks === undefined ? [] : [`post_write_hooks were not run on the new file: ${hooks}`]),
    ],
  };
}

function downRevision({ parents }: DraftRequest): string | null | readonly string[] {
  const ids = parents.map(({ id }) => id);
  return ids.length > 1 ? ids : (ids[0] ?? null);
}

/** The script directory that the history belongs to, where some configuration tells of it. */
function scriptDirectoryOf({ history, tree }: DraftRequest): ScriptDirectory | undefined {
  const folders = new Set([...pathsByFolder(tree.paths.filter(path => path.endsWith('.py'))).keys()].flatMap(foldersAround));
  const all = scriptDirectories(tree, folders);
  return (
    all.find(({ roots }) => roots.includes(history.folder)) ?? all.find(({ roots }) => roots.some(root => isBelow(history.folder, root)))
  );
}

/** With several locations Alembic takes that of the parent, and so it must where the configuration does not tell the location. */
function revisionFolder(directory: ScriptDirectory | undefined, { history, parents: [parent] }: DraftRequest): string {
  const [root, ...others] = directory?.roots ?? [];
  const home = parent === undefined ? history.folder : folderOf(parent.path);
  return root !== undefined && others.length === 0 && directory?.recursive === true ? root : home;
}

/** The nearest script.py.mako: in the script directory, or around the folder of revisions. */
function templateOf({ history, template }: DraftRequest, directory: ScriptDirectory | undefined): string | undefined {
  const folders = [...(directory?.script === undefined ? [] : [directory.script]), ...foldersAround(history.folder)];
  return folders.flatMap(folder => template(folder === '' ? TEMPLATE_FILE : `${folder}/${TEMPLATE_FILE}`) ?? [])[0];
}

interface CreationTime {
  readonly time: ClockTime;
  /** As Python prints a datetime: with the offset where the configuration names a zone. */
  readonly date: string;
  readonly notes: readonly string[];
}

/** ScriptDirectory._generate_create_date */
function creationTime({ now, timeZone: local }: DraftRequest, named: string | undefined): CreationTime {
  const zone = named === undefined ? undefined : [named, named.toUpperCase()].find(isTimeZone);
  const shown = clockTime(now, zone ?? local);
  const notes = named !== undefined && zone === undefined ? [`the time zone ${named} is not known: dates are local`] : [];
  return { time: shown, date: `${dateAndTime(shown)}${zone === undefined ? '' : utcOffset(shown)}`, notes };
}

interface FileNameParts {
  readonly revision: RevisionId;
  readonly message: string;
  readonly clock: ClockTime;
}

function revisionFileName(
  directory: ScriptDirectory | undefined,
  { revision, message, clock }: FileNameParts,
): { name: string; notes: readonly string[] } {
  const { fileTemplate, slugLength } = directory?.environment ?? {};
  if (fileTemplate === undefined && revision.isFileName) return { name: revision.id, notes: [] };
  const words = { rev: revision.id, slug: slugOf(message, slugLength) };
  const name = fileTemplate === undefined ? undefined : fillFileTemplate(fileTemplate, words, clock);
  if (name !== undefined) return { name, notes: [] };
  const notes = fileTemplate === undefined ? [] : [`file_template cannot be read, so the default one is used: ${fileTemplate}`];
  return { name: fillFileTemplate(defaultFileTemplate, words, clock) ?? revision.id, notes };
}
