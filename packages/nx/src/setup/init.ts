import type { Tree } from '@nx/devkit';
import { placeOf, planRemoval, planSetup, type Files, type Instruction, type Manager } from 'oneleaf';
import { version } from '../../package.json';
import { recordOf, withEntry, withItem, withoutEntry, withoutItems } from './json.js';
import { objectLocator } from './script-object.js';

export interface InitOptions {
  readonly hooks?: Manager | 'none';
  readonly remove?: boolean;
  readonly keepExistingVersions?: boolean;
  readonly skipPackageJson?: boolean;
}

export interface Initialized {
  /** What a person has to do. */
  readonly instructions: readonly Instruction[];
  /** Whether packages were added or taken out. */
  readonly packages: boolean;
}

const PLUGIN = '@oneleaf/nx';
const PACKAGES = [PLUGIN, 'oneleaf'];

/** Registers the plugin and calls `oneleaf` from the workspace's hooks, or undoes that. */
export async function initialize(
  tree: Tree,
  options: InitOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Initialized> {
  const hooks = await initializeHooks(tree, options, env);
  const register = options.remove === true ? unregister : registerPlugin;
  const plugin = register(tree);
  const packages = options.skipPackageJson !== true && (options.remove === true ? removePackages(tree) : addPackages(tree, options));
  return { instructions: [...hooks, ...plugin], packages };
}

async function initializeHooks(
  tree: Tree,
  { hooks, remove }: InitOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Instruction[]> {
  const locate = objectLocator(await import('ts-morph'));
  const place = await placeOf(tree.root, env);
  const files = filesOf(tree);
  const plan =
    remove === true ? planRemoval(files, { locate }) : planSetup(files, { ...place, locate, ...(hooks === undefined ? {} : { hooks }) });
  for (const { path, text } of plan.changes) {
    if (text === null) tree.delete(path);
    else tree.write(path, text);
  }
  return plan.instructions;
}

function filesOf(tree: Tree): Files {
  return {
    read: path => (tree.isFile(path) ? (tree.read(path, 'utf-8') ?? undefined) : undefined),
    list: folder => tree.children(folder),
  };
}

function isOurs(plugin: unknown): boolean {
  return plugin === PLUGIN || (typeof plugin === 'object' && plugin !== null && 'plugin' in plugin && plugin.plugin === PLUGIN);
}

/** A plugin that is registered keeps its options. */
function registerPlugin(tree: Tree): readonly Instruction[] {
  const text = tree.read('nx.json', 'utf-8') ?? '{}';
  const { plugins } = recordOf(text);
  if (Array.isArray(plugins) && plugins.some(isOurs)) return [];
  const changed = withItem(text, 'plugins', PLUGIN);
  if (changed === undefined) return [{ title: 'add to nx.json', text: `"plugins": ["${PLUGIN}"]` }];
  tree.write('nx.json', changed);
  return [];
}

function unregister(tree: Tree): readonly Instruction[] {
  const text = tree.read('nx.json', 'utf-8') ?? '{}';
  const left = withoutItems(text, 'plugins', isOurs);
  if (left === undefined) return [{ title: 'take out of the plugins in nx.json', text: `"${PLUGIN}"` }];
  if (left !== text) tree.write('nx.json', left);
  return [];
}

/** `nx add` has added the plugin; the hooks call the program, which package managers link only for a dependency of one's own. */
function addPackages(tree: Tree, { keepExistingVersions }: InitOptions): boolean {
  const before = tree.read('package.json', 'utf-8') ?? '{}';
  const after = PACKAGES.reduce((text, name) => {
    const range = versionIn(text, name);
    // A range is ours to move; a path, a catalog or a tag is somebody's choice.
    const stays = range !== undefined && (keepExistingVersions === true || !/^[~^]?\d/.test(range));
    return stays ? text : (withEntry(text, groupOf(text, name), [name, version]) ?? text);
  }, before);
  if (after !== before) tree.write('package.json', after);
  return after !== before;
}

function removePackages(tree: Tree): boolean {
  const before = tree.read('package.json', 'utf-8') ?? '{}';
  const after = PACKAGES.reduce((text, name) => withoutEntry(text, groupOf(text, name), name), before);
  if (after !== before) tree.write('package.json', after);
  return after !== before;
}

function versionIn(text: string, name: string): string | undefined {
  const group: unknown = recordOf(text)[groupOf(text, name)];
  const range: unknown = typeof group === 'object' && group !== null ? Object.entries(group).find(([one]) => one === name)?.[1] : undefined;
  return typeof range === 'string' ? range : undefined;
}

/** Where a package is listed, or belongs. */
function groupOf(text: string, name: string): string {
  const { dependencies } = recordOf(text);
  return typeof dependencies === 'object' && dependencies !== null && name in dependencies ? 'dependencies' : 'devDependencies';
}
