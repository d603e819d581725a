import { PythonPage } from '@oneleaf/frameworks/testing/writing-style';
import type { DrawnMigration } from './drawn-migrations.js';
import type { Dialect, NamesByMark } from './story.js';

const labels = ['shop', 'pay', 'stock'];

export function labelOf({ line }: Pick<DrawnMigration, 'line'>): string {
  return labels[line] ?? '';
}

export const djangoDialect: Dialect = {
  allowed: () => ({ squashes: true, before: true, roots: true, meets: () => true }),
  name: (_, one, { names, seen, unseen }) => {
    const near = seen.filter(({ line }) => line === one.line);
    const twin = unseen.find(({ line }) => line === one.line);
    const literal = literalOf(one, { names, near, twin });
    return { literal, path: `${labelOf(one)}/migrations/${literal}.py` };
  },
  text: (_, one, names) => render(one, names),
  frame: ({ lines }) => {
    const packages = labels.slice(0, lines).flatMap(label => [`${label}/__init__.py`, `${label}/migrations/__init__.py`]);
    return Object.fromEntries(['manage.py', ...packages].map(path => [path, ''] as const));
  },
};

function literalOf(
  one: DrawnMigration,
  { names, near, twin }: { names: NamesByMark; near: readonly DrawnMigration[]; twin: DrawnMigration | undefined },
): string {
  const called = (mark: number | undefined): string => names.get(mark ?? -1)?.literal ?? '';
  const word = `m${one.mark}`;
  const [first] = /^[^_]+/.exec(called(one.replaces[0])) ?? [];
  if (first !== undefined) return `${first}_squashed_${called(one.replaces.at(-1))}`;
  if (one.side === 'own' && one.step.name === 'twin' && twin) return called(twin.mark);
  if (one.step.name === 'wordy') return `${word}_fix`;
  const numbers = near.map(({ mark }) => Number(/_squashed_(\d+)/.exec(called(mark))?.[1] ?? /^\d*/.exec(called(mark))?.[0] ?? 0));
  return `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}_${word}`;
}

function render({ mark, parents, needs, before, replaces, empty, line, step }: DrawnMigration, names: NamesByMark): string {
  const page = new PythonPage(step.manner);
  const own = (marks: readonly number[]): string[] => marks.map(other => pair(page, labelOf({ line }), names.get(other)?.literal ?? ''));
  const others = (marks: readonly number[]): string[] =>
    marks.map(other => {
      const { path = '', literal = '' } = names.get(other) ?? {};
      return pair(page, path.slice(0, path.indexOf('/')), literal);
    });
  const said = { dependencies: [...own(parents), ...others(needs)], run_before: others(before), replaces: own(replaces) };
  const attributes = Object.entries(said).map(([name, pairs]) =>
    pairs.length === 0 && name !== 'dependencies'
      ? ''
      : `    ${name}${step.manner.annotated ? ': list' : ''} = ${page.value(step.tuple ? '(' : '[', pairs)}\n`,
  );
  const operations = empty ? '' : `migrations.RunSQL("SELECT '${names.get(mark)?.literal ?? ''}', ${mark}")`;
  const body = `    operations = [${operations}]\n\n\n# mark ${mark}: not ${names.get(parents[0] ?? -1)?.literal ?? ''}\n`;
  return page.finish('from django.db import migrations\n', `class Migration(migrations.Migration):\n${attributes.join('')}${body}`);
}

function pair(page: PythonPage, label: string, name: string): string {
  return `(${page.string(label)}, ${page.string(name)})`;
}
