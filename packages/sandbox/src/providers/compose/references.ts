import { isMap, type Pair } from 'yaml';
import { removeKeys, respellNames, type ServiceRewrite } from './node-edits.js';

/** How the keys of a service that name services, containers and networks are rewritten. */
export const referenceRewrites: Readonly<Record<string, (within: ServiceRewrite, pair: Pair) => void>> = {
  container_name: ({ copy, names }, pair) => {
    pair.value = copy.respelled(pair.value, name => names.renamed(name));
  },
  depends_on: (within, pair) => respellNames(within, pair, name => within.names.renamed(name)),
  volumes_from: (within, pair) => respellNames(within, pair, spellFirst(within)),
  // Without a name of its own a link is called as the service that it leads to.
  links: (within, pair) =>
    respellNames(within, pair, text => (text.includes(':') ? spellFirst(within)(text) : linkText(within.names.renamed(text), text))),
  extends: ({ copy, names }, pair) => {
    const base = copy.node(pair.value);
    if (!isMap(base)) pair.value = copy.respelled(pair.value, name => names.renamed(name));
    const named = copy.entries(base).filter(({ key }) => key === 'service');
    for (const entry of named) entry.pair.value = copy.respelled(entry.pair.value, name => names.renamed(name));
  },
  network_mode: rewriteNamespace('network_mode'),
  ipc: rewriteNamespace('ipc'),
  pid: rewriteNamespace('pid'),
  networks: (within, pair) => {
    for (const { key, pair: network } of within.copy.entries(pair.value)) {
      // They are of a subnet, which the engine chooses for a network of ours.
      const fixed = removeKeys(within.copy, network.value, ['ipv4_address', 'ipv6_address', 'link_local_ips']);
      if (fixed.length > 0) within.note(`networks.${key}`, `without ${fixed.join(' and ')}`);
    }
    respellNames(within, pair, name => within.names.network(name));
  },
};

function linkText(service: string, name: string): string {
  return service === name ? name : `${service}:${name}`;
}

function spellFirst({ names }: ServiceRewrite): (text: string) => string {
  return text => text.replace(/^[^:]+/, name => names.renamed(name));
}

function rewriteNamespace(key: string): (within: ServiceRewrite, pair: Pair) => void {
  return (within, pair) => {
    const { copy, names, model } = within;
    pair.value = copy.respelled(pair.value, text => {
      const [, kind, name = ''] = /^(service|container):(.+)$/.exec(text) ?? [];
      if (kind === undefined) return text;
      const service = kind === 'service' ? name : model.containers.get(name);
      if (service === undefined) within.refuse(key, 'is that of a container of others');
      return `service:${names.renamed(service ?? name)}`;
    });
  };
}
