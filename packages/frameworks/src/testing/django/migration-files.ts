import type { TreeFiles } from '../oracle.js';

const head = 'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n';

/** A file whose migration has these attributes: `dependencies = [("shop", "0001_a")]`. */
export function migration(...attributes: readonly string[]): string {
  return `${head}${[...attributes, 'operations = []'].map(line => `    ${line}\n`).join('')}`;
}

/** `dependencies`, spelled `shop.0001_a`. */
export function dependenciesOn(...names: readonly string[]): string {
  return `dependencies = ${keyList(names)}`;
}

/** `replaces`, spelled `shop.0001_a`. */
export function replacesNames(...names: readonly string[]): string {
  return `replaces = ${keyList(names)}`;
}

export function keyList(names: readonly string[]): string {
  const spelled = names.map(name => `("${name.slice(0, name.indexOf('.'))}", "${name.slice(name.indexOf('.') + 1)}")`);
  return `[${spelled.join(', ')}]`;
}

/** An app's package of migrations. Each is given as its attributes, or as the whole text of its file. */
export function appFiles(
  label: string,
  migrations: Readonly<Record<string, string | readonly string[]>>,
  folder = `${label}/migrations`,
): TreeFiles {
  const texts = Object.entries(migrations).map(
    ([name, said]) => [`${folder}/${name}.py`, typeof said === 'string' ? said : migration(...said)] as const,
  );
  return Object.fromEntries([[`${folder}/__init__.py`, ''] as const, ...texts]);
}
