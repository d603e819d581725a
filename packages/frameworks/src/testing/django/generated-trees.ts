import type fc from 'fast-check';
import {
  ANY_MIGRATION,
  djangoTreePlan,
  type PlannedMigration,
  type AppLayout,
  type MigrationPick,
  type DjangoTreePlan,
} from './tree-plan.js';
import { printable } from '../printable-files.js';
import { PythonPage, type WritingStyle } from '../writing-style.js';
import type { TreeFiles } from '../oracle.js';

/** A repository with Django apps. */
export const djangoTree: fc.Arbitrary<TreeFiles> = djangoTreePlan({ squashes: 6, computing: 0 }).map(one => printable(treeFiles(one)));

/** One with squashes that often overlap. */
export const squashedTree: fc.Arbitrary<TreeFiles> = djangoTreePlan({ squashes: 18, computing: 0 }).map(one => printable(treeFiles(one)));

/** One in which some migrations compute what they stand on. */
export const computedTree: fc.Arbitrary<TreeFiles> = djangoTreePlan({ squashes: 3, computing: 15 }).map(one => printable(treeFiles(one)));

type NamePair = readonly [app: string, name: string];

interface PlacedMigration {
  readonly label: string;
  readonly name: string;
  readonly draft: PlannedMigration;
}

const labels = ['shop', 'pay', 'stock'];

function treeFiles({ homes, order, drafts, decoys }: DjangoTreePlan): TreeFiles {
  const placed = drafts.map((one, at) => ({ label: labels[one.app] ?? '', name: nameOf(one, at), draft: one }));
  const apps = labels.filter(label => placed.some(one => one.label === label)).map((label, at) => appOf(label, homes[at] ?? 'plain'));
  const folderOf = (label: string): string => apps.find(app => app.label === label)?.folder ?? '';
  const packages = apps.flatMap(({ files }): MigrationText[] => Object.entries(files));
  const ignored = decoys.map((n): MigrationText => [`${apps[0]?.folder ?? ''}/${notLoaded[n % notLoaded.length] ?? ''}`, 'broken = ']);
  const migrations = withoutEmptyApps(placed).map((one): MigrationText => [
    `${folderOf(one.label)}/${one.name}.py`,
    migrationFile(placed, one),
  ]);
  return Object.fromEntries([...packages, ...ignored, ...migrations, ['conf/settings.py', settings(apps, order)]]);
}

type MigrationText = readonly [path: string, text: string];

/** An app keeps one migration at least: one that has none is like one that is not in the repository. */
function withoutEmptyApps(placed: readonly PlacedMigration[]): readonly PlacedMigration[] {
  const gone = placed.flatMap(one => (one.draft.squash?.gone === true ? squashedBy(placed, one) : []));
  return placed.filter(one => {
    const isLast = placed.findLast(({ label }) => label === one.label) === one;
    return isLast || !(one.draft.deleted || gone.includes(one));
  });
}

function earlier(placed: readonly PlacedMigration[], one: PlacedMigration): readonly PlacedMigration[] {
  return placed.slice(0, placed.indexOf(one)).filter(({ label }) => label === one.label);
}

function squashedBy(placed: readonly PlacedMigration[], one: PlacedMigration): readonly PlacedMigration[] {
  return one.draft.squash ? earlier(placed, one).slice(-one.draft.squash.last - 1) : [];
}

const notLoaded = ['_helper.py', '~0009_x.py', '.0009_x.py', '0009_x.bak.py', '0009_x.py.orig', 'README', 'sub/0009_x.py', '0009_x.PY'];
const words = ['initial', 'tax', 'sku', 'add_field', 'x copy', 'déjà', 'CamelCase', 'squashed_0004_y'];

/** Names that people and their tools give: numbered, dated, with spaces and dashes, some with the same number. */
function nameOf({ name }: PlannedMigration, at: number): string {
  if (name === 8) return `${at}-dash`;
  if (name === 9) return `auto_2024${at}`;
  if (name === 10) return `0007_twin${at}`;
  return `${String(at + 1).padStart(4, '0')}_${words[name % words.length] ?? ''}`;
}

interface PlacedApp {
  readonly label: string;
  readonly module: string;
  readonly folder: string;
  readonly files: TreeFiles;
}

function appOf(label: string, home: AppLayout): PlacedApp {
  const base = home === 'nested' ? `apps/${label}` : home === 'labelled' ? `my_${label}` : label;
  const module = base.replaceAll('/', '.');
  const folder = `${base}/${home === 'moved' ? 'schema' : 'migrations'}`;
  const config = `from django.apps import AppConfig\n\n\nclass Config(AppConfig):\n    name = "${module}"\n    label = "${label}"\n`;
  return {
    label,
    module,
    folder,
    files: { [`${folder}/__init__.py`]: '', ...(home === 'labelled' ? { [`${base}/apps.py`]: config } : {}) },
  };
}

function settings(apps: readonly PlacedApp[], order: number): string {
  const turned = [...apps.slice(order % 3), ...apps.slice(0, order % 3)];
  const installed = (order < 3 ? turned : turned.reverse()).map(({ module }) => `"${module}"`);
  const moved = apps.filter(({ folder }) => folder.endsWith('/schema')).map(({ label, module }) => `"${label}": "${module}.schema"`);
  return `INSTALLED_APPS = [${installed.join(', ')}]\nMIGRATION_MODULES = {${moved.join(', ')}}\n`;
}

function migrationFile(placed: readonly PlacedMigration[], one: PlacedMigration): string {
  const { draft, label, name } = one;
  const squashed = squashedBy(placed, one);
  const behind = earlier(placed, one)
    .slice(0, -squashed.length || undefined)
    .slice(-1);
  const at = placed.indexOf(one);
  const [before, after] = [placed.slice(0, at), placed.slice(at + 1)];
  const named = (picks: readonly MigrationPick[], near: readonly PlacedMigration[]): readonly NamePair[] =>
    chosenNames(picks, { placed, near, own: label });
  const parents = typeof draft.parents === 'string' ? (draft.parents === 'none' ? [] : behind.map(pairOf)) : named(draft.parents, before);
  const others = named(draft.squash?.others ?? [], before).filter(([app, other]) => app !== label || other !== name);
  return migrationSource(draft, {
    dependencies: [...parents, ...named(draft.needs, before)],
    run_before: named(draft.before, after),
    replaces: [...squashed.map(pairOf), ...others],
  });
}

function pairOf({ label, name }: PlacedMigration): NamePair {
  return [label, name];
}

interface PickScope {
  readonly placed: readonly PlacedMigration[];
  /** Those that mostly are meant, so that most trees load: the earlier ones for a dependency. */
  readonly near: readonly PlacedMigration[];
  readonly own: string;
}

function chosenNames(picks: readonly MigrationPick[], { placed, near, own }: PickScope): readonly NamePair[] {
  const labelled = [...new Set(placed.map(({ label }) => label))].filter(label => label !== own);
  return picks.flatMap(pick => {
    const [other] = labelled.slice(pick.n % Math.max(1, labelled.length));
    return pickedNames(pick, pick.n === ANY_MIGRATION ? placed : near, { own, other });
  });
}

function pickedNames(
  { of, n }: MigrationPick,
  near: readonly PlacedMigration[],
  { own, other }: { own: string; other: string | undefined },
): readonly NamePair[] {
  const named = (label: string | undefined, name: string): readonly NamePair[] => (label === undefined ? [] : [[label, name]]);
  const [self, elsewhere] = n === 0 ? [own, own] : [undefined, other];
  switch (of) {
    case 'app':
      return nth(
        near.filter(({ label }) => label === own),
        n,
      );
    case 'tree':
      return nth(near, n);
    case 'missing':
      return named(elsewhere, '0099_gone');
    case 'installed':
      return named('auth', '0001_initial');
    case 'first':
      return named(elsewhere, '__first__');
    case 'latest':
      return named(other, '__latest__');
    case 'own latest':
      return named(self, '__latest__');
  }
}

function nth(all: readonly PlacedMigration[], n: number): readonly NamePair[] {
  const one = all[n % Math.max(1, all.length)];
  return one ? [pairOf(one)] : [];
}

type ClassAttribute = readonly [name: string, value: string];

function migrationSource({ manner, tuple }: PlannedMigration, said: Readonly<Record<string, readonly NamePair[]>>): string {
  const page = new PythonPage(manner);
  const attributes = Object.entries(said)
    .filter(([name, pairs]) => pairs.length > 0 || name === 'dependencies')
    .map(([name, pairs]): ClassAttribute => {
      const elements = pairs.map(([app, migration]) => `(${page.string(app)}, ${page.string(migration)})`);
      return [name, page.computed(page.value(tuple ? '(' : '[', elements))];
    });
  return page.finish('from django.db import migrations\n', migration(attributes, manner));
}

function migration(attributes: readonly ClassAttribute[], { computed, annotated }: WritingStyle): string {
  const body = attributes.map(([name, value]) => `    ${name}${annotated ? ': list' : ''} = ${value}\n`).join('');
  const plain = `class Migration(migrations.Migration):\n${body}    operations = []\n`;
  if (computed === 'class') {
    const values = attributes.map(([name, value]) => `"${name}": ${value}`);
    return `Migration = type("Migration", (migrations.Migration,), {${values.join(', ')}})\n`;
  }
  if (computed === 'inherited') return `${plain.replace('Migration', 'Base')}\n\nclass Migration(Base):\n    pass\n`;
  if (computed !== 'changed') return plain;
  const changes = attributes.map(([name, value]) => `Migration.${name} = ${value}\n`);
  return `class Migration(migrations.Migration):\n    operations = []\n\n\n${changes.join('')}`;
}
