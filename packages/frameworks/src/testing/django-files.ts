import type { Files } from './oracle.js';

const head = 'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n';

/** A file whose migration has these attributes: `dependencies = [("shop", "0001_a")]`. */
export function migration(...attributes: readonly string[]): string {
  return `${head}${[...attributes, 'operations = []'].map(line => `    ${line}\n`).join('')}`;
}

/** `dependencies`, spelled `shop.0001_a`. */
export function after(...names: readonly string[]): string {
  return `dependencies = ${pairs(names)}`;
}

/** `replaces`, spelled `shop.0001_a`. */
export function replacing(...names: readonly string[]): string {
  return `replaces = ${pairs(names)}`;
}

export function pairs(names: readonly string[]): string {
  const spelled = names.map(name => `("${name.slice(0, name.indexOf('.'))}", "${name.slice(name.indexOf('.') + 1)}")`);
  return `[${spelled.join(', ')}]`;
}

/** An app's package of migrations. Each is given as its attributes, or as the whole text of its file. */
export function app(
  label: string,
  migrations: Readonly<Record<string, string | readonly string[]>>,
  folder = `${label}/migrations`,
): Files {
  const texts = Object.entries(migrations).map(
    ([name, said]) => [`${folder}/${name}.py`, typeof said === 'string' ? said : migration(...said)] as const,
  );
  return Object.fromEntries([[`${folder}/__init__.py`, ''] as const, ...texts]);
}
