import { around, folderOf, type Drafted, type DraftRequest, type Undrafted } from '@oneleaf/core';
import { dateAndTime, isZone, type Moment, moment, offset } from '../moment.js';
import { byFolder, isBelow } from '../paths.js';
import { type ScriptDirectory, scriptDirectories } from './environments.js';
import { fileName, slugOf, usualTemplate } from './file-name.js';
import { type RevisionId, revisionId } from './revision-id.js';
import { scriptText, TEMPLATE_FILE } from './script-text.js';

/** A file as `alembic revision` or `alembic merge` writes it, from the project's own script.py.mako. */
export function draft(request: DraftRequest): Drafted | Undrafted {
  const directory = directoryOf(request);
  const message = request.name ?? `merge ${request.parents.map(({ id }) => id).join(' and ')}`;
  const clock = clockOf(request, directory?.environment.timeZone);
  const revision = revisionId(request, message);
  const script = scriptText(templateOf(request, directory), {
    message,
    up_revision: revision.id,
    down_revision: downRevision(request),
    create_date: clock.date,
  });
  if ('reason' in script) return script;
  const file = nameOf(directory, { revision, message, clock: clock.moment });
  const hooks = directory?.environment.hooks;
  return {
    path: [folderFor(directory, request), `${file.name}.py`].filter(part => part !== '').join('/'),
    text: script.text,
    literal: revision.id,
    avoided: revision.avoided,
    notes: [
      ...clock.notes,
      ...script.notes,
      ...file.notes,
      ...(hooks === undefined ? [] : [`post_write_hooks were not run on it: ${hooks}`]),
    ],
  };
}

function downRevision({ parents }: DraftRequest): string | null | readonly string[] {
  const ids = parents.map(({ id }) => id);
  return ids.length > 1 ? ids : (ids[0] ?? null);
}

/** The script directory that the history belongs to, where some configuration tells of it. */
function directoryOf({ history, tree }: DraftRequest): ScriptDirectory | undefined {
  const folders = new Set([...byFolder(tree.paths.filter(path => path.endsWith('.py'))).keys()].flatMap(around));
  const all = scriptDirectories(tree, folders);
  return (
    all.find(({ roots }) => roots.includes(history.folder)) ?? all.find(({ roots }) => roots.some(root => isBelow(history.folder, root)))
  );
}

/** With several locations Alembic takes that of the parent, and so it must where the configuration does not tell the location. */
function folderFor(directory: ScriptDirectory | undefined, { history, parents: [parent] }: DraftRequest): string {
  const [root, ...others] = directory?.roots ?? [];
  const home = parent === undefined ? history.folder : folderOf(parent.path);
  return root !== undefined && others.length === 0 && directory?.recursive === true ? root : home;
}

/** The nearest script.py.mako: in the script directory, or around the folder of revisions. */
function templateOf({ history, template }: DraftRequest, directory: ScriptDirectory | undefined): string | undefined {
  const folders = [...(directory?.script === undefined ? [] : [directory.script]), ...around(history.folder)];
  return folders.flatMap(folder => template(folder === '' ? TEMPLATE_FILE : `${folder}/${TEMPLATE_FILE}`) ?? [])[0];
}

interface Clock {
  readonly moment: Moment;
  /** As Python prints a datetime: with the offset where the configuration names a zone. */
  readonly date: string;
  readonly notes: readonly string[];
}

/** ScriptDirectory._generate_create_date */
function clockOf({ now, timeZone: local }: DraftRequest, named: string | undefined): Clock {
  const zone = named === undefined ? undefined : [named, named.toUpperCase()].find(isZone);
  const shown = moment(now, zone ?? local);
  const notes = named !== undefined && zone === undefined ? [`the zone ${named} is not known here: its dates are local`] : [];
  return { moment: shown, date: `${dateAndTime(shown)}${zone === undefined ? '' : offset(shown)}`, notes };
}

interface Named {
  readonly revision: RevisionId;
  readonly message: string;
  readonly clock: Moment;
}

function nameOf(directory: ScriptDirectory | undefined, { revision, message, clock }: Named): { name: string; notes: readonly string[] } {
  const { fileTemplate, slugLength } = directory?.environment ?? {};
  if (fileTemplate === undefined && revision.isFileName) return { name: revision.id, notes: [] };
  const words = { rev: revision.id, slug: slugOf(message, slugLength) };
  const name = fileTemplate === undefined ? undefined : fileName(fileTemplate, words, clock);
  if (name !== undefined) return { name, notes: [] };
  const notes = fileTemplate === undefined ? [] : [`file_template is not understood, so the usual one was taken: ${fileTemplate}`];
  return { name: fileName(usualTemplate, words, clock) ?? revision.id, notes };
}
