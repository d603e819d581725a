import type fc from 'fast-check';
import { alembicTreePlan, type PlannedRevision, type VersionsLayout, type RevisionPick, type AlembicTreePlan } from './tree-plan.js';
import { printable } from '../printable-files.js';
import { PythonPage } from '../writing-style.js';
import type { TreeFiles } from '../oracle.js';

/** A repository with one Alembic script directory. */
export const alembicTree: fc.Arbitrary<TreeFiles> = alembicTreePlan(0).map(one => printable(treeFiles(one)));

/** One in which some revisions compute what they say. */
export const computedTree: fc.Arbitrary<TreeFiles> = alembicTreePlan(15).map(one => printable(treeFiles(one)));

interface PlacedRevision {
  readonly id: string;
  readonly labels: readonly string[];
  readonly draft: PlannedRevision;
}

type RevisionText = readonly [path: string, text: string];

const layouts: Readonly<Record<VersionsLayout, { readonly ini: string; readonly folders: readonly [string, ...string[]] }>> = {
  default: { ini: 'script_location = migrations', folders: ['migrations/versions'] },
  elsewhere: { ini: 'script_location = %(here)s/db/alembic', folders: ['db/alembic/versions'] },
  several: {
    ini: 'script_location = migrations\nversion_locations = %(here)s/model/b %(here)s/model/a',
    folders: ['model/b', 'model/a'],
  },
  recursive: {
    ini: 'script_location = migrations\nrecursive_version_locations = true',
    folders: ['migrations/versions', 'migrations/versions/2024', 'migrations/versions/2023/12'],
  },
};

function treeFiles({ layout, drafts, decoys }: AlembicTreePlan): TreeFiles {
  const { ini, folders } = layouts[layout];
  const placed = placedRevisions(drafts);
  const files = placed.map((one, at): RevisionText => {
    const folder = folders[one.draft.folder % folders.length] ?? folders[0];
    return [`${folder}/${fileOf(one, at)}`, revisionSource(placed, one)];
  });
  const ignored = decoys.map((n): RevisionText => [`${folders[0]}/${notLoaded[n % notLoaded.length] ?? ''}`, 'broken = ']);
  return Object.fromEntries([
    ['alembic.ini', `[alembic]\n${ini}\n`],
    ['migrations/env.py', ''],
    ['db/alembic/env.py', ''],
    ...ignored,
    ...files,
  ]);
}

const notLoaded = ['__init__.py', '__init__x.py', '.#b.py', 'README', 'x.py.orig', 'x.pyi', '__pycache__/x.py', 'x.PY'];

function placedRevisions(drafts: readonly PlannedRevision[]): readonly PlacedRevision[] {
  const placed: PlacedRevision[] = [];
  drafts.forEach((draft, at) => {
    const [twin] = draft.twin ? nth(placed.filter(isPlain), draft.id) : [];
    const labels = [...new Set(draft.labels.map(n => labelOf(n, at)))];
    placed.push(
      twin ? { id: twin.id, labels: [], draft: { ...draft, parents: 'behind', needs: [] } } : { id: idOf(draft, at), labels, draft },
    );
  });
  return placed;
}

/**
 * Of two files with one id Alembic forgets one, but not that it is its own parent, what it depends on, or what it stands on when it has a
 * label. Oneleaf leaves it at the double id, so only plain revisions get a twin.
 */
function isPlain({ labels, draft: { parents, needs } }: PlacedRevision): boolean {
  return labels.length === 0 && needs.length === 0 && typeof parents === 'string';
}

function idOf({ id }: PlannedRevision, at: number): string {
  return [`${at}ae1027a6acf`, `ae1027a6acf${at}`, `${at}`, `000${at}`, `add_tax_${at}`, `Déjà${at}`, `${at}.1`, `${at} b`][id] ?? '';
}

/** Labels that two revisions share are an error, which hides all others: they are rare. */
function labelOf(n: number, at: number): string {
  return n > 34 ? 'cards' : `label${at}_${n}`;
}

function fileOf({ id, draft: { file } }: PlacedRevision, at: number): string {
  const letter = String.fromCharCode('a'.charCodeAt(0) + ((at * 7) % 26));
  return (
    [
      `${letter}${at}_${id}.py`,
      `${letter}${at}.py`,
      `_${letter}${at}.py`,
      `.${letter}${at}.py`,
      `${letter}${at} copy.py`,
      `${letter}${at}.b.py`,
      `2024-01-${at}.py`,
      `Ä${at}.py`,
    ][file] ?? ''
  );
}

function chosenIds(placed: readonly PlacedRevision[], one: PlacedRevision, picks: readonly RevisionPick[]): readonly string[] {
  const earlier = placed.slice(0, placed.indexOf(one));
  return picks.flatMap(({ of, n }): readonly string[] => {
    switch (of) {
      case 'earlier':
        return nth(
          earlier.map(({ id }) => id),
          n,
        );
      case 'newest':
        return nth(
          earlier.slice(-3).map(({ id }) => id),
          n,
        );
      case 'any':
        return nth(
          placed.map(({ id }) => id),
          n,
        );
      case 'label':
        return nth(
          placed.flatMap(({ labels }) => labels),
          n,
        );
      case 'missing':
        return ['gone'];
    }
  });
}

function nth<T>(all: readonly T[], n: number): readonly T[] {
  return all.slice(n % Math.max(1, all.length)).slice(0, 1);
}

function revisionSource(placed: readonly PlacedRevision[], one: PlacedRevision): string {
  const { draft, labels } = one;
  const behind = placed
    .slice(0, placed.indexOf(one))
    .filter(other => other.draft.line === draft.line && other.id !== one.id)
    .slice(-1);
  const parents =
    draft.parents === 'behind' ? behind.map(({ id }) => id) : draft.parents === 'none' ? [] : chosenIds(placed, one, draft.parents);
  const page = new PythonPage(draft.manner);
  const kind = draft.manner.annotated ? ': Union[str, Sequence[str], None]' : '';
  const attribute = (name: string, ids: readonly string[]): string =>
    ids.length === 0 && draft.attributes === 'needed' && name !== 'down_revision'
      ? ''
      : `${name}${kind} = ${page.computed(idListText(page, draft, ids))}\n`;
  const statements = [
    `revision${draft.manner.annotated ? ': str' : ''} = ${page.computed(page.string(one.id))}\n`,
    attribute('down_revision', parents),
    attribute('branch_labels', labels),
    attribute('depends_on', chosenIds(placed, one, draft.needs)),
  ];
  return page.finish('from typing import Sequence, Union\n', `${statements.join('')}\n\ndef upgrade() -> None:\n    pass\n`);
}

function idListText(page: PythonPage, { list }: PlannedRevision, ids: readonly string[]): string {
  const [only] = ids;
  if (ids.length === 0) return list === 'single' ? 'None' : page.value(list, []);
  if (only !== undefined && ids.length === 1 && list === 'single') return page.string(only);
  return page.value(
    list === 'single' ? '(' : list,
    ids.map(id => page.string(id)),
  );
}
