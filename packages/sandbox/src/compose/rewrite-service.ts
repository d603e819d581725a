import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Copy } from './copy.js';
import { isPath, isStore, readMount } from './mounts.js';
import { published } from './ports.js';
import { references } from './references.js';
import { eachItem, quoted, remove, type Rewriting, without } from './rewriting.js';

/** Rewrites one service in one file. */
export function rewriteService(within: Rewriting, service: unknown): void {
  for (const { key, pair, map } of within.copy.entries(service)) {
    if (dropped.has(key)) without(map, pair);
    else (references[key] ?? changes[key])?.(within, pair);
  }
}

// A proxy or a watcher that the developer runs acts on the labels of any container; a log that is collected elsewhere is no place for ours.
const dropped = new Set(['labels', 'label_file', 'logging']);

const changes: Readonly<Record<string, (within: Rewriting, pair: Pair) => void>> = {
  restart: (_, pair) => {
    pair.value = quoted('no');
  },
  deploy: ({ copy }, pair) => void remove(copy, pair.value, ['restart_policy']),
  build: ({ copy, names }, pair) => {
    remove(copy, pair.value, ['tags', 'cache_to', 'labels']);
    for (const contexts of copy.entries(pair.value).filter(({ key }) => key === 'additional_contexts')) {
      for (const context of copy.entries(contexts.pair.value)) {
        const spell = (text: string): string => text.replace(/^service:(.+)$/, (_, name: string) => `service:${names.renamed(name)}`);
        context.pair.value = copy.respelled(context.pair.value, spell);
      }
    }
  },
  ports: (within, pair) => {
    eachItem(within.copy, pair, (item, index) => port(within, item, `ports[${index}]`));
    once(within.copy, pair);
  },
  volumes: (within, pair) => eachItem(within.copy, pair, (item, index) => mount(within, item, `volumes[${index}]`)),
};

/** A port that was published twice is so once; Compose takes no list with the same item twice. */
function once(copy: Copy, pair: Pair): void {
  const list = copy.node(pair.value);
  if (!isSeq(list)) return;
  const said = list.items.map(item => (isMap(copy.node(item)) ? undefined : copy.said(item)));
  list.items = list.items.filter((_, index) => said[index] === undefined || said.indexOf(said[index]) === index);
}

function port(within: Rewriting, item: unknown, at: string): unknown {
  const { copy } = within;
  const node = copy.node(item);
  if (!isMap(node)) {
    return copy.respelled(item, text => {
      const ours = published(text);
      if (ours === undefined) within.refuse(at, `no port can be read from ${text}`);
      return ours ?? text;
    });
  }
  remove(copy, node, ['published', 'mode', 'host_ip']);
  node.set('host_ip', '127.0.0.1');
  return item;
}

function mount(within: Rewriting, item: unknown, at: string): unknown {
  const node = within.copy.node(item);
  if (isMap(node)) longMount(within, node, at);
  return isScalar(node) ? shortMount(within, item, at) : item;
}

function shortMount(within: Rewriting, item: unknown, at: string): unknown {
  const { copy } = within;
  const { source, target, options } = readMount(copy.said(item));
  if (source === undefined) return item;
  if (!isPath(source)) return copy.respelled(item, text => volume(within, source, at) + text.slice(source.length));
  if (stored(within, target, at)) return copy.instead(item, target);
  const consistency = options?.split(',').find(option => ['cached', 'consistent', 'delegated'].includes(option));
  return copy.instead(item, {
    type: 'bind',
    source: copy.kept(source),
    target: copy.kept(target),
    ...(consistency && { consistency }),
    ...guarded,
  });
}

// Without create_host_path the engine makes a folder where there is none.
const guarded = { read_only: true, bind: { create_host_path: false } };

function longMount(within: Rewriting, node: YAMLMap, at: string): void {
  const { copy } = within;
  const said = new Map(copy.entries(node).map(({ key, pair }) => [key, pair]));
  const [type, target, source] = ['type', 'target', 'source'].map(key => copy.said(said.get(key)?.value));
  if (type === 'volume' && source) {
    const pair = said.get('source');
    if (pair) pair.value = copy.respelled(pair.value, name => volume(within, name, at));
  }
  if (type !== 'bind') return;
  const store = stored(within, target ?? '', at);
  remove(copy, node, ['bind', 'read_only', ...(store ? ['source', 'consistency', 'type'] : [])]);
  for (const [key, value] of Object.entries(store ? { type: 'volume' } : guarded)) node.set(key, copy.instead(undefined, value));
}

/** A volume of ours for the data of a database: the folder that the team's file names is the developer's data. */
function stored({ model, service, note }: Rewriting, target: string, at: string): boolean {
  const store = isStore(target, model.services.get(service)?.data);
  if (store) note(at, `a new, empty volume at ${target}`);
  return store;
}

function volume({ model, names, refuse }: Rewriting, name: string, at: string): string {
  const declared = model.volumes.some(one => one === name);
  if (!declared) refuse(at, `is a volume, ${name}, that the file does not declare`);
  return names.renamed(name);
}
