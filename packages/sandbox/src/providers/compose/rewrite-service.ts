import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { ComposeFileCopy } from './file-copy.js';
import { isPath, isDataFolder, readMount } from './mounts.js';
import { loopbackPort } from './ports.js';
import { referenceRewrites } from './references.js';
import { replaceItems, quotedScalar, removeKeys, type ServiceRewrite, removePair } from './node-edits.js';

/** Rewrites one service in one file. */
export function rewriteService(within: ServiceRewrite, service: unknown): void {
  for (const { key, pair, map } of within.copy.entries(service)) {
    if (droppedKeys.has(key)) removePair(map, pair);
    else (referenceRewrites[key] ?? keyRewrites[key])?.(within, pair);
  }
}

// A proxy or a watcher that the developer runs acts on the labels of any container; a log that is collected elsewhere is no place for ours.
const droppedKeys = new Set(['labels', 'label_file', 'logging']);

const keyRewrites: Readonly<Record<string, (within: ServiceRewrite, pair: Pair) => void>> = {
  restart: (_, pair) => {
    pair.value = quotedScalar('no');
  },
  deploy: ({ copy }, pair) => void removeKeys(copy, pair.value, ['restart_policy']),
  build: ({ copy, names }, pair) => {
    removeKeys(copy, pair.value, ['tags', 'cache_to', 'labels']);
    for (const contexts of copy.entries(pair.value).filter(({ key }) => key === 'additional_contexts')) {
      for (const context of copy.entries(contexts.pair.value)) {
        const spell = (text: string): string => text.replace(/^service:(.+)$/, (_, name: string) => `service:${names.renamed(name)}`);
        context.pair.value = copy.respelled(context.pair.value, spell);
      }
    }
  },
  ports: (within, pair) => {
    replaceItems(within.copy, pair, (item, index) => rewritePort(within, item, `ports[${index}]`));
    removeDuplicates(within.copy, pair);
  },
  volumes: (within, pair) => replaceItems(within.copy, pair, (item, index) => rewriteMount(within, item, `volumes[${index}]`)),
};

/** Compose refuses a list with two equal items, so each port is published once. */
function removeDuplicates(copy: ComposeFileCopy, pair: Pair): void {
  const list = copy.node(pair.value);
  if (!isSeq(list)) return;
  const said = list.items.map(item => (isMap(copy.node(item)) ? undefined : copy.said(item)));
  list.items = list.items.filter((_, index) => said[index] === undefined || said.indexOf(said[index]) === index);
}

function rewritePort(within: ServiceRewrite, item: unknown, at: string): unknown {
  const { copy } = within;
  const node = copy.node(item);
  if (!isMap(node)) {
    return copy.respelled(item, text => {
      const ours = loopbackPort(text);
      if (ours === undefined) within.refuse(at, `no port can be read from ${text}`);
      return ours ?? text;
    });
  }
  removeKeys(copy, node, ['published', 'mode', 'host_ip']);
  node.set('host_ip', '127.0.0.1');
  return item;
}

function rewriteMount(within: ServiceRewrite, item: unknown, at: string): unknown {
  const node = within.copy.node(item);
  if (isMap(node)) rewriteLongMount(within, node, at);
  return isScalar(node) ? rewriteShortMount(within, item, at) : item;
}

function rewriteShortMount(within: ServiceRewrite, item: unknown, at: string): unknown {
  const { copy } = within;
  const { source, target, options } = readMount(copy.said(item));
  if (source === undefined) return item;
  if (!isPath(source)) return copy.respelled(item, text => volumeName(within, source, at) + text.slice(source.length));
  if (isStoredInVolume(within, target, at)) return copy.instead(item, target);
  const consistency = options?.split(',').find(option => ['cached', 'consistent', 'delegated'].includes(option));
  return copy.instead(item, {
    type: 'bind',
    source: copy.kept(source),
    target: copy.kept(target),
    ...(consistency && { consistency }),
    ...readOnlyBind,
  });
}

// Without create_host_path Docker creates a missing folder.
const readOnlyBind = { read_only: true, bind: { create_host_path: false } };

function rewriteLongMount(within: ServiceRewrite, node: YAMLMap, at: string): void {
  const { copy } = within;
  const said = new Map(copy.entries(node).map(({ key, pair }) => [key, pair]));
  const [type, target, source] = ['type', 'target', 'source'].map(key => copy.said(said.get(key)?.value));
  if (type === 'volume' && source) {
    const pair = said.get('source');
    if (pair) pair.value = copy.respelled(pair.value, name => volumeName(within, name, at));
  }
  if (type !== 'bind') return;
  const store = isStoredInVolume(within, target ?? '', at);
  removeKeys(copy, node, ['bind', 'read_only', ...(store ? ['source', 'consistency', 'type'] : [])]);
  for (const [key, value] of Object.entries(store ? { type: 'volume' } : readOnlyBind)) node.set(key, copy.instead(undefined, value));
}

/** A volume of ours for the data of a database: the folder that the team's file names is the developer's data. */
function isStoredInVolume({ model, service, note }: ServiceRewrite, target: string, at: string): boolean {
  const store = isDataFolder(target, model.services.get(service)?.data);
  if (store) note(at, `a new, empty volume at ${target}`);
  return store;
}

function volumeName({ model, names, refuse }: ServiceRewrite, name: string, at: string): string {
  const declared = model.volumes.some(one => one === name);
  if (!declared) refuse(at, `is a volume, ${name}, that the file does not declare`);
  return names.renamed(name);
}
