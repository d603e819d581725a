import type fc from 'fast-check';
import { anyone, scene, type Draft, type Home, type Pick, type Scene } from './django-scene.js';
import { legible } from './legible.js';
import { Page, type Manner } from './manner.js';
import type { Files } from './oracle.js';

/** A repository with Django apps. */
export const djangoTree: fc.Arbitrary<Files> = scene({ squashes: 6, computing: 0 }).map(one => legible(build(one)));

/** One with squashes that often overlap. */
export const squashedTree: fc.Arbitrary<Files> = scene({ squashes: 18, computing: 0 }).map(one => legible(build(one)));

/** One in which some migrations compute what they stand on. */
export const computedTree: fc.Arbitrary<Files> = scene({ squashes: 3, computing: 15 }).map(one => legible(build(one)));

type Pair = readonly [app: string, name: string];

interface Placed {
  readonly label: string;
  readonly name: string;
  readonly draft: Draft;
}

const labels = ['shop', 'pay', 'stock'];

function build({ homes, order, drafts, decoys }: Scene): Files {
  const placed = drafts.map((one, at) => ({ label: labels[one.app] ?? '', name: nameOf(one, at), draft: one }));
  const apps = labels.filter(label => placed.some(one => one.label === label)).map((label, at) => appOf(label, homes[at] ?? 'plain'));
  const folderOf = (label: string): string => apps.find(app => app.label === label)?.folder ?? '';
  const packages = apps.flatMap(({ files }): Text[] => Object.entries(files));
  const ignored = decoys.map((n): Text => [`${apps[0]?.folder ?? ''}/${notLoaded[n % notLoaded.length] ?? ''}`, 'broken = ']);
  const migrations = kept(placed).map((one): Text => [`${folderOf(one.label)}/${one.name}.py`, render(placed, one)]);
  return Object.fromEntries([...packages, ...ignored, ...migrations, ['conf/settings.py', settings(apps, order)]]);
}

type Text = readonly [path: string, text: string];

/** An app keeps one migration at least: one that has none is like one that is not in the repository. */
function kept(placed: readonly Placed[]): readonly Placed[] {
  const gone = placed.flatMap(one => (one.draft.squash?.gone === true ? squashedBy(placed, one) : []));
  return placed.filter(one => {
    const isLast = placed.findLast(({ label }) => label === one.label) === one;
    return isLast || !(one.draft.deleted || gone.includes(one));
  });
}

function earlier(placed: readonly Placed[], one: Placed): readonly Placed[] {
  return placed.slice(0, placed.indexOf(one)).filter(({ label }) => label === one.label);
}

function squashedBy(placed: readonly Placed[], one: Placed): readonly Placed[] {
  return one.draft.squash ? earlier(placed, one).slice(-one.draft.squash.last - 1) : [];
}

const notLoaded = ['_helper.py', '~0009_x.py', '.0009_x.py', '0009_x.bak.py', '0009_x.py.orig', 'README', 'sub/0009_x.py', '0009_x.PY'];
const words = ['initial', 'tax', 'sku', 'add_field', 'x copy', 'déjà', 'CamelCase', 'squashed_0004_y'];

/** Names that people and their tools give: numbered, dated, with spaces and dashes, some with the same number. */
function nameOf({ name }: Draft, at: number): string {
  if (name === 8) return `${at}-dash`;
  if (name === 9) return `auto_2024${at}`;
  if (name === 10) return `0007_twin${at}`;
  return `${String(at + 1).padStart(4, '0')}_${words[name % words.length] ?? ''}`;
}

interface App {
  readonly label: string;
  readonly module: string;
  readonly folder: string;
  readonly files: Files;
}

function appOf(label: string, home: Home): App {
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

function settings(apps: readonly App[], order: number): string {
  const turned = [...apps.slice(order % 3), ...apps.slice(0, order % 3)];
  const installed = (order < 3 ? turned : turned.reverse()).map(({ module }) => `"${module}"`);
  const moved = apps.filter(({ folder }) => folder.endsWith('/schema')).map(({ label, module }) => `"${label}": "${module}.schema"`);
  return `INSTALLED_APPS = [${installed.join(', ')}]\nMIGRATION_MODULES = {${moved.join(', ')}}\n`;
}

function render(placed: readonly Placed[], one: Placed): string {
  const { draft, label, name } = one;
  const squashed = squashedBy(placed, one);
  const behind = earlier(placed, one)
    .slice(0, -squashed.length || undefined)
    .slice(-1);
  const at = placed.indexOf(one);
  const [before, after] = [placed.slice(0, at), placed.slice(at + 1)];
  const named = (picks: readonly Pick[], near: readonly Placed[]): readonly Pair[] => chosen(picks, { placed, near, own: label });
  const parents = typeof draft.parents === 'string' ? (draft.parents === 'none' ? [] : behind.map(pairOf)) : named(draft.parents, before);
  const others = named(draft.squash?.others ?? [], before).filter(([app, other]) => app !== label || other !== name);
  return source(draft, {
    dependencies: [...parents, ...named(draft.needs, before)],
    run_before: named(draft.before, after),
    replaces: [...squashed.map(pairOf), ...others],
  });
}

function pairOf({ label, name }: Placed): Pair {
  return [label, name];
}

interface View {
  readonly placed: readonly Placed[];
  /** Those that mostly are meant, so that most trees load: the earlier ones for a dependency. */
  readonly near: readonly Placed[];
  readonly own: string;
}

function chosen(picks: readonly Pick[], { placed, near, own }: View): readonly Pair[] {
  const labelled = [...new Set(placed.map(({ label }) => label))].filter(label => label !== own);
  return picks.flatMap(pick => {
    const [other] = labelled.slice(pick.n % Math.max(1, labelled.length));
    return meant(pick, pick.n === anyone ? placed : near, { own, other });
  });
}

function meant({ of, n }: Pick, near: readonly Placed[], { own, other }: { own: string; other: string | undefined }): readonly Pair[] {
  const named = (label: string | undefined, name: string): readonly Pair[] => (label === undefined ? [] : [[label, name]]);
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

function nth(all: readonly Placed[], n: number): readonly Pair[] {
  const one = all[n % Math.max(1, all.length)];
  return one ? [pairOf(one)] : [];
}

type Attribute = readonly [name: string, value: string];

function source({ manner, tuple }: Draft, said: Readonly<Record<string, readonly Pair[]>>): string {
  const page = new Page(manner);
  const attributes = Object.entries(said)
    .filter(([name, pairs]) => pairs.length > 0 || name === 'dependencies')
    .map(([name, pairs]): Attribute => {
      const elements = pairs.map(([app, migration]) => `(${page.string(app)}, ${page.string(migration)})`);
      return [name, page.computed(page.value(tuple ? '(' : '[', elements))];
    });
  return page.finish('from django.db import migrations\n', migration(attributes, manner));
}

function migration(attributes: readonly Attribute[], { computed, annotated }: Manner): string {
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
