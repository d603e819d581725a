import {
  graphsOf,
  markerChanges,
  type BaseRef,
  type DraftedMigration,
  type DraftOutcome,
  type DraftParent,
  type DraftReport,
  type FileChange,
  type Fix,
  type Framework,
  type History,
  type MarkerCheck,
  type Migration,
  type CommandRefusal,
  type HistoryAfterLanding,
} from '@oneleaf/core';
import { markersAndDescriptionsAfter } from '../repository-view/markers-after.js';
import { isHere, type LandedTree } from '../landing/landed-tree.js';
import type { DraftSettings, MigrationRequest } from './migration-request.js';
import { avoidanceNotes, draftRequest } from './proposed-name.js';
import type { RepositorySession } from '../session/session.js';
import { refusalOf } from './draft-refusal.js';
import { takenNames } from './taken-names.js';
import { pullCommand, staleField } from '../branches/upstream.js';

/** What became of one history, and the files to write. */
export interface HistoryDraft {
  readonly outcome: DraftOutcome;
  readonly changes?: readonly FileChange[];
}

export function successionOf({ histories, here, onto }: LandedTree, history: History): HistoryAfterLanding {
  const graph = graphsOf({ contents: histories }).find(one => one.contents.has(history.id));
  if (!graph) throw new Error(`${history.id} is not a history of this tree`);
  return {
    history,
    graph,
    landedPaths: new Set(onto?.base.snapshot.files.keys()),
    workingTreePaths: new Set(here.files.keys()),
    ...(onto ? { base: { name: onto.upstream.spelled, bringCommand: pullCommand(onto.upstream) } } : {}),
  };
}

export function refusedDraft({ id, framework, folder }: History, refusal: CommandRefusal): HistoryDraft {
  return { outcome: { history: id, framework: framework.name, folder, parents: [], notes: [], refusal } };
}

/** Has the framework's own kind of file drafted, and reads it back: what does not stand where it should is refused. */
export async function draftMigration(
  session: RepositorySession,
  tree: LandedTree,
  wanted: MigrationRequest,
  settings: DraftSettings,
): Promise<HistoryDraft> {
  const { history, parents } = wanted;
  const taken = await takenNames(session, tree, history);
  const { framework } = history;
  const drafted = framework.write.draft({
    ...draftRequest(session, tree, wanted, settings),
    taken: [...taken.keys()].sort(),
    template: await templatesOf(session, framework),
  });
  if ('reason' in drafted) return refusedDraft(history, { message: drafted.reason });
  const refusal = refusalOf(framework, drafted, wanted, tree);
  if (refusal) return refusedDraft(history, refusal);
  const { id, folder } = history;
  const outcome = {
    history: id,
    framework: framework.name,
    folder,
    name: drafted.literal,
    path: drafted.path,
    parents: draftParents(tree, parents),
    notes: [...drafted.notes.map(title => ({ title })), ...avoidanceNotes(drafted, taken), ...missingParentNotes(wanted, tree)],
  };
  return { outcome, changes: draftedFiles(drafted) };
}

function draftedFiles({ path, text, others = [] }: DraftedMigration): readonly FileChange[] {
  return [{ path, text }, ...others];
}

async function templatesOf({ repository }: RepositorySession, framework: Framework): Promise<(path: string) => string | undefined> {
  const entries = await repository.workingTree({ key: `templates of ${framework.name}`, wants: path => framework.write.isTemplate(path) });
  const contents = await repository.read(entries.filter(({ link }) => !link).map(({ oid }) => oid));
  const texts = new Map(entries.flatMap(({ path, oid }) => [[path, contents.get(oid)] as const]));
  return path => {
    const bytes = texts.get(path);
    return bytes && new TextDecoder().decode(bytes);
  };
}

export function draftParents(tree: LandedTree, parents: readonly Migration[]): readonly DraftParent[] {
  const landed = tree.onto?.base.snapshot.files;
  return parents.map(({ literal, path }) => ({ name: literal, path, landed: landed?.has(path) ?? false, here: tree.here.files.has(path) }));
}

/** Until its parent is in the working tree, the framework itself cannot load the new migration. */
function missingParentNotes({ parents, history }: MigrationRequest, tree: LandedTree): readonly Fix[] {
  const { onto } = tree;
  const absent = parents.filter(parent => !isHere(tree, parent));
  if (absent.length === 0 || !onto) return [];
  const names = absent.map(({ id }) => id).join(', ');
  const title = `${names} is on ${onto.upstream.spelled} and not in this branch yet: until it is, ${history.id} cannot be loaded here`;
  return [{ title, command: pullCommand(onto.upstream) }];
}

/** Writes the drafts and updates the markers, all or nothing. Writes nothing after a refusal or with `dryRun`. */
export async function writeDrafts(
  session: RepositorySession,
  tree: LandedTree,
  {
    command,
    drafts,
    dryRun,
  }: { readonly command: DraftReport['command']; readonly drafts: readonly HistoryDraft[]; readonly dryRun: boolean },
): Promise<DraftReport> {
  const isRefused = drafts.some(({ outcome }) => outcome.refusal !== undefined);
  const files = isRefused ? [] : drafts.flatMap(({ changes: own = [] }) => own);
  const markers = files.length === 0 ? [] : await markersAndDescriptionsAfter(session, files);
  const changes = [...files, ...markerChanges(markers)];
  const written = !dryRun && changes.length > 0;
  if (written) await session.repository.apply(changes);
  return {
    schema: 1,
    command,
    base: reportedBase(tree),
    drafts: drafts.map(({ outcome }) => withMarkerNotes(outcome, markers)),
    changes,
    written,
  };
}

/** The base as reports show it. */
export function reportedBase({ onto }: LandedTree): BaseRef | null {
  return onto ? { ref: onto.upstream.spelled, commit: onto.base.commit, ...staleField(onto.fresh) } : null;
}

/** A marker that names no leaf for certain, as long as the history has several here, is left to be written later. */
function withMarkerNotes(outcome: DraftOutcome, markers: readonly MarkerCheck[]): DraftOutcome {
  const left = markers.flatMap(marker => marker.left).filter(({ history }) => history === outcome.history);
  const notes = left.map(({ message }) => ({ title: message, command: 'npx oneleaf sync' }));
  return { ...outcome, notes: [...outcome.notes, ...notes] };
}
