import type { Tree } from '@nx/devkit';
import { locateWorkspace, planRemoval, planSetup, type SetupFiles, type SetupInstruction, type HookManager } from '@oneleaf/workflows/api';
import { version } from '../../package.json';
import { parseObject, withEntry, withItem, withoutEntry, withoutItems } from './json-edits.js';
import { objectLocator } from './script-object.js';

export interface InitGeneratorOptions {
  readonly hooks?: HookManager | 'none';
  readonly remove?: boolean;
  readonly keepExistingVersions?: boolean;
  readonly skipPackageJson?: boolean;
}

export interface InitGeneratorResult {
  /** What a person has to do. */
  readonly instructions: readonly SetupInstruction[];
  /** Whether packages were added or taken out. */
  readonly packages: boolean;
}

const PLUGIN = '@oneleaf/nx';
const PACKAGES = [PLUGIN, 'oneleaf'];

/** Registers the plugin and calls `oneleaf` from the workspace's hooks, or undoes that. */
export async function initialize(
  tree: Tree,
  options: InitGeneratorOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<InitGeneratorResult> {
  const hooks = await initializeHooks(tree, options, env);
  const register = options.remove === true ? unregisterPlugin : registerPlugin;
  const plugin = register(tree);
  const packages = options.skipPackageJson !== true && (options.remove === true ? removePackages(tree) : addPackages(tree, options));
  return { instructions: [...hooks, ...plugin], packages };
}

async function initializeHooks(
  tree: Tree,
  { hooks, remove }: InitGeneratorOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly SetupInstruction[]> {
  const locate = objectLocator(await import('ts-morph'));
  const place = await locateWorkspace(tree.root, env);
  const files = treeFiles(tree);
  const plan =
    remove === true ? planRemoval(files, { locate }) : planSetup(files, { ...place, locate, ...(hooks === undefined ? {} : { hooks }) });
  for (const { path, text } of plan.changes) {
    if (text === null) tree.delete(path);
    else tree.write(path, text);
  }
  return plan.instructions;
}

function treeFiles(tree: Tree): SetupFiles {
  return {
    read: path => (tree.isFile(path) ? (tree.read(path, 'utf-8') ?? undefined) : undefined),
    list: folder => tree.children(folder),
  };
}

function isOwnPlugin(plugin: unknown): boolean {
  return plugin === PLUGIN || (typeof plugin === 'object' && plugin !== null && 'plugin' in plugin && plugin.plugin === PLUGIN);
}

/** A plugin that is registered keeps its options. */
function registerPlugin(tree: Tree): readonly SetupInstruction[] {
  const text = tree.read('nx.json', 'utf-8') ?? '{}';
  const { plugins } = parseObject(text);
  if (Array.isArray(plugins) && plugins.some(isOwnPlugin)) return [];
  const changed = withItem(text, 'plugins', PLUGIN);
  if (changed === undefined) return [{ title: 'add to nx.json', text: `"plugins": ["${PLUGIN}"]` }];
  tree.write('nx.json', changed);
  return [];
}

function unregisterPlugin(tree: Tree): readonly SetupInstruction[] {
  const text = tree.read('nx.json', 'utf-8') ?? '{}';
  const left = withoutItems(text, 'plugins', isOwnPlugin);
  if (left === undefined) return [{ title: 'remove from the plugins in nx.json', text: `"${PLUGIN}"` }];
  if (left !== text) tree.write('nx.json', left);
  return [];
}

/** `nx add` has added the plugin; the hooks call the program, which package managers link only for a dependency of one's own. */
function addPackages(tree: Tree, { keepExistingVersions }: InitGeneratorOptions): boolean {
  const before = tree.read('package.json', 'utf-8') ?? '{}';
  const after = PACKAGES.reduce((text, name) => {
    const range = declaredRange(text, name);
    // A version range may be changed. A path, a catalog or a tag was chosen by a person.
    const stays = range !== undefined && (keepExistingVersions === true || !/^[~^]?\d/.test(range));
    return stays ? text : (withEntry(text, dependencyGroup(text, name), [name, version]) ?? text);
  }, before);
  if (after !== before) tree.write('package.json', after);
  return after !== before;
}

function removePackages(tree: Tree): boolean {
  const before = tree.read('package.json', 'utf-8') ?? '{}';
  const after = PACKAGES.reduce((text, name) => withoutEntry(text, dependencyGroup(text, name), name), before);
  if (after !== before) tree.write('package.json', after);
  return after !== before;
}

function declaredRange(text: string, name: string): string | undefined {
  const group: unknown = parseObject(text)[dependencyGroup(text, name)];
  const range: unknown = typeof group === 'object' && group !== null ? Object.entries(group).find(([one]) => one === name)?.[1] : undefined;
  return typeof range === 'string' ? range : undefined;
}

/** Where a package is listed, or belongs. */
function dependencyGroup(text: string, name: string): string {
  const { dependencies } = parseObject(text);
  return typeof dependencies === 'object' && dependencies !== null && name in dependencies ? 'dependencies' : 'devDependencies';
}
