import type { SourceTree } from '@oneleaf/core';
import { baseName, folderOf } from '../paths.js';
import type { AppConfig } from './configure.js';
import { pairs } from './dependencies.js';
import { stem } from './interpret.js';
import { isSettings } from './modules.js';

/** A folder of migrations and the files that Django loads from it. */
export interface Package {
  readonly folder: string;
  readonly files: readonly string[];
}

/** The label that the app's own configuration gives it (AppConfig.create); undefined when nothing says. */
export function configuredLabel(tree: SourceTree, { folder }: Package): string | undefined {
  const app = folderOf(folder);
  const configs = [`${app}/apps.py`, `${app}/apps/__init__.py`].flatMap(path => configsIn(tree, path.replace(/^\//, '')));
  const fitting = configs.filter(({ name }) => name === undefined || fits(name, app));
  const eligible = (fitting.length > 0 ? fitting : configs).filter(config => config.default !== false);
  const chosen = eligible.find(config => config.default === true) ?? eligible.find(({ label }) => label !== undefined) ?? eligible[0];
  return chosen?.label ?? chosen?.name?.split('.').at(-1);
}

function configsIn(tree: SourceTree, path: string): readonly AppConfig[] {
  const said = tree.paths.includes(path) ? tree.settings(path) : undefined;
  return isSettings(said) ? (said.apps ?? []) : [];
}

/** Whether a dotted module may lie in a folder. */
function fits(module: string, folder: string): boolean {
  return `/${folder}`.endsWith(`/${module.replaceAll('.', '/')}`);
}

/** Dependencies of a package's files on names that lie in it, counted by the label they give. */
export function selfReferences(tree: SourceTree, { files }: Package): ReadonlyMap<string, readonly string[]> {
  const own = new Set(files.map(stem));
  const found = new Map<string, string[]>();
  for (const [label, name] of files.flatMap(path => pairs(tree.facts(path)?.names.dependencies))) {
    if (own.has(name.text)) found.set(label.text, [...(found.get(label.text) ?? []), name.text]);
  }
  return found;
}

/**
 * The label by which a package's migrations call their own app, where no configuration says it.
 * A reference counts only when the name exists here and not in the package that goes by that label: every app has a `0001_initial`.
 */
export function votedLabel(
  own: Package,
  references: ReadonlyMap<string, readonly string[]>,
  namesOf: (label: string) => ReadonlySet<string>,
): string {
  const usual = baseName(folderOf(own.folder));
  let best = { label: usual, votes: references.get(usual)?.length ?? 0 };
  for (const [label, names] of best.votes > 0 ? [] : references) {
    const elsewhere = namesOf(label);
    const votes = names.filter(name => !elsewhere.has(name)).length;
    if (votes > best.votes) best = { label, votes };
  }
  return best.label;
}
