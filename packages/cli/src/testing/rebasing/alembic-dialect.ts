import { PythonPage } from '@oneleaf/frameworks/testing/writing-style';
import type { DrawnMigration } from './drawn-migrations.js';
import type { RebaseScene } from './scene.js';
import type { Dialect, KnownNames, NamesByMark } from './story.js';

const services = ['shop', 'pay', 'stock'];

/** Which script directory a line belongs to. */
function homeOf({ labelled }: RebaseScene, { line }: Pick<DrawnMigration, 'line'>): number {
  return labelled ? 0 : line;
}

export function foldersOf({ labelled, lines }: RebaseScene): readonly string[] {
  return services.slice(0, labelled ? 1 : lines);
}

export const alembicDialect: Dialect = {
  allowed: scene => ({
    squashes: false,
    before: false,
    roots: !scene.labelled,
    meets: (one, other) => homeOf(scene, { line: one }) === homeOf(scene, { line: other }),
  }),
  name: (scene, one, known) => {
    const home = homeOf(scene, one);
    const id = idOf(scene, one, known);
    return { literal: id, path: `${services[home] ?? ''}/alembic/versions/${fileOf(scene, one, id)}` };
  },
  text: (scene, one, names) => render(scene, one, names),
  frame: scene =>
    Object.fromEntries(
      foldersOf(scene).flatMap(folder => [
        [`${folder}/alembic.ini`, '[alembic]\nscript_location = %(here)s/alembic\n'],
        [`${folder}/alembic/env.py`, ''],
      ]),
    ),
};

function idOf(scene: RebaseScene, one: DrawnMigration, { names, seen, unseen }: KnownNames): string {
  const home = homeOf(scene, one);
  const near = seen.filter(other => homeOf(scene, other) === home);
  const twin = unseen.find(other => homeOf(scene, other) === home);
  const called = (mark: number): string => names.get(mark)?.literal ?? '';
  if (one.side === 'own' && one.step.name === 'twin' && twin) return called(twin.mark);
  const kind = scene.ids[home] ?? 'hash';
  if (kind === 'hash' || one.step.name === 'wordy') return ((one.mark + 1) * 0x9e3779b97f4a).toString(16).slice(-12).replace(/^\d/, 'e');
  const numbers = near.map(({ mark }) => Number(/^\d{3}(?=_|$)/.exec(called(mark))?.[0] ?? 0));
  const number = String(Math.max(0, ...numbers) + 1).padStart(3, '0');
  return kind === 'counted' ? number : `${number}_m${one.mark}`;
}

function fileOf(scene: RebaseScene, one: DrawnMigration, id: string): string {
  const words = `m${one.mark}`;
  switch (scene.files[homeOf(scene, one)] ?? 'both') {
    case 'both':
      return `${id}_${words}.py`;
    case 'id':
      return `${id}.py`;
    case 'words':
      return `${words}_fix.py`;
    case 'dated':
      return `2024_05_01-${id}_${words}.py`;
  }
}

function render(scene: RebaseScene, { mark, parents, needs, empty, line, step }: DrawnMigration, names: NamesByMark): string {
  const page = new PythonPage(step.manner);
  const ids = (marks: readonly number[]): string[] => marks.map(other => names.get(other)?.literal ?? '');
  const [id] = ids([mark]);
  const kind = step.manner.annotated ? ': Union[str, Sequence[str], None]' : '';
  const value = (all: readonly string[]): string => {
    const [only] = all;
    if (only === undefined) return 'None';
    return all.length === 1 && !step.tuple
      ? page.string(only)
      : page.value(
          '(',
          all.map(one => page.string(one)),
        );
  };
  const labels = scene.labelled && parents.length === 0 ? [`line${line}`] : [];
  const head = `"""Mark\n\nRevision ID: ${id ?? ''}\nRevises: ${ids(parents).join(', ')}\nCreate Date: 2024-05-01 12:00:00\n\n"""\n`;
  const statements = [
    `revision${step.manner.annotated ? ': str' : ''} = ${page.string(id ?? '')}\n`,
    `down_revision${kind} = ${value(ids(parents))}\n`,
    `branch_labels${kind} = ${value(labels)}\n`,
    `depends_on${kind} = ${value(ids(needs))}\n`,
  ];
  const does = empty ? 'pass' : `op.execute("SELECT '${id ?? ''}', ${mark}")`;
  const body = `\n\ndef upgrade() -> None:\n    ${does}\n\n\ndef downgrade() -> None:\n    pass\n\n\n# mark ${mark}: not ${ids(parents)[0] ?? ''}\n`;
  return page.finish(`${head}from typing import Sequence, Union\nfrom alembic import op\n`, `${statements.join('')}${body}`);
}
