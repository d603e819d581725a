import { folderOf } from '@oneleaf/core';
import { AlembicOracle, type AlembicAnswer } from '@oneleaf/frameworks/testing/alembic/oracle';
import { DjangoOracle } from '@oneleaf/frameworks/testing/django/oracle';
import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import { foldersOf } from './alembic-dialect.js';
import type { RebaseScene } from './scene.js';

/** What a real framework says of files. Migrations are named by their paths. */
export interface FrameworkVerdict {
  /** Why it would not run. */
  readonly trouble: readonly string[];
  readonly loaded: readonly string[];
  readonly leaves: Readonly<Record<string, readonly string[]>>;
  /** The labels of each leaf of a history that has any. */
  readonly labels: readonly string[];
  /** What comes after what, squashes in the place of what they replace. */
  readonly edges: readonly (readonly [child: string, parent: string])[];
  /** The parents among them, where that is another thing than order. */
  readonly parents: FrameworkVerdict['edges'];
  /** What docstrings ought to say, where files begin with one that does. */
  readonly documented: readonly { readonly path: string; readonly id: string; readonly parents: string }[];
}

/** A framework of one version that can be asked again and again. */
export interface FrameworkWitness {
  readonly ask: (files: TreeFiles, scene: RebaseScene) => Promise<FrameworkVerdict>;
  readonly close: () => void;
}

export function djangoWitness(python: string): FrameworkWitness {
  const django = new DjangoOracle(python);
  return { ask: files => askDjango(django, files), close: () => django.close() };
}

async function askDjango(django: DjangoOracle, files: TreeFiles): Promise<FrameworkVerdict> {
  const { error, loaded, graph, conflicts } = await django.ask({ files });
  const path = (id: string): string => `${id.slice(0, id.indexOf('.'))}/migrations/${id.slice(id.indexOf('.') + 1)}.py`;
  const paths = (label: string, names: readonly string[]): string[] => names.map(name => path(`${label}.${name}`));
  const trouble = [
    ...(error ? [error.message] : []),
    ...(graph?.missing ?? []).map(id => `${id} is missing`),
    ...(graph?.cycle ?? []).map(id => `${id} is in a circle`),
    ...Object.entries(conflicts).map(([label, names]) => `${label} has conflicts: ${names.join(', ')}`),
  ];
  const edges = Object.entries(graph?.parents ?? {}).flatMap(([id, parents]) => parents.map(parent => [path(id), path(parent)] as const));
  return {
    trouble,
    loaded: Object.entries(loaded).flatMap(([label, names]) => paths(label, names)),
    leaves: Object.fromEntries(Object.entries(graph?.leaves ?? {}).map(([label, names]) => [label, paths(label, names)])),
    labels: [],
    documented: [],
    edges,
    parents: edges.filter(([child, parent]) => folderOf(child) === folderOf(parent)),
  };
}

export function alembicWitness(python: string): FrameworkWitness {
  const alembic = new AlembicOracle(python);
  return {
    ask: async (files, scene) => {
      const verdicts: FrameworkVerdict[] = [];
      for (const folder of foldersOf(scene)) verdicts.push(await askAlembic(alembic, files, folder));
      return {
        trouble: verdicts.flatMap(one => one.trouble),
        loaded: verdicts.flatMap(one => one.loaded),
        leaves: Object.assign({}, ...verdicts.map(one => one.leaves)) as FrameworkVerdict['leaves'],
        labels: verdicts.flatMap(one => one.labels),
        edges: verdicts.flatMap(one => one.edges),
        parents: verdicts.flatMap(one => one.parents),
        documented: verdicts.flatMap(one => one.documented),
      };
    },
    close: () => alembic.close(),
  };
}

const nothing: NonNullable<AlembicAnswer['graph']> = { leaves: [], realLeaves: [], roots: [], parents: {}, needs: {}, labels: {} };

async function askAlembic(alembic: AlembicOracle, files: TreeFiles, folder: string): Promise<FrameworkVerdict> {
  const { error, loaded, missing, graph, warnings } = await alembic.ask({ files: below(files, folder), ini: `${folder}/alembic.ini` });
  const paths = new Map(loaded);
  const path = (id: string): string => paths.get(id) ?? id;
  const edgesIn = (all: Readonly<Record<string, readonly string[]>>): FrameworkVerdict['edges'] =>
    Object.entries(all).flatMap(([id, parents]) => parents.map(parent => [path(id), path(parent)] as const));
  const { parents, needs, leaves, labels } = graph ?? nothing;
  return {
    trouble: [...(error ? [error.message] : []), ...missing.map(id => `${id} is missing`), ...warnings],
    loaded: loaded.map(([, where]) => where),
    leaves: { [`${folder}/alembic/versions`]: leaves.map(path) },
    labels: leaves.flatMap(leaf => labels[leaf] ?? []),
    documented: Object.entries(parents)
      .filter(([id]) => isDocumented(files[path(id)] ?? ''))
      .map(([id, all]) => ({ path: path(id), id, parents: [...all].sort().join(', ') })),
    parents: edgesIn(parents),
    edges: [...edgesIn(parents), ...edgesIn(needs)],
  };
}

function below(files: TreeFiles, folder: string): TreeFiles {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`)));
}

/** Decoys stand before the docstring, which is none then. */
function isDocumented(text: string): boolean {
  return !text.includes('Revises: decoy');
}
