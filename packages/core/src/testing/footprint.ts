import type { Footprint } from '../effects/footprint.js';
import type { Operation } from '../effects/operation.js';
import type { SchemaEffect } from '../effects/schema-effect.js';

const line = /^(?<does>\w+) (?<thing>\w+) (?:(?<of>\S+)\/)?(?<name>\S+?)(?: -> (?<to>\S+))?(?: \((?<type>.+)\))?$/;

/** Reads an effect: `rename field shop.item/sku -> code`, `add field shop.item/born (DateField)`. */
function touch(text: string): SchemaEffect {
  const { groups } = line.exec(text) ?? {};
  if (!groups) throw new Error(`no touch: ${text}`);
  return { ...groups } as unknown as SchemaEffect;
}

/** Effects between commas make one operation; `opaque: …` gives the reason. */
export function operation(text: string): Operation {
  const [, opaque, touches = ''] = /^(?:opaque: ([^,]+)(?:, )?)?(.*)$/.exec(text) ?? [];
  return {
    kind: 'Operation',
    span: { start: 0, end: text.length },
    touches: touches === '' ? [] : touches.split(', ').map(touch),
    ...(opaque === undefined ? {} : { opaque }),
  };
}

export function footprint(name: string, operations: readonly string[] | 'opaque', history = 'shop'): Footprint {
  return {
    migration: { id: `${history}.${name}`, history, path: `${history}/migrations/${name}.py`, literal: name },
    scope: '',
    operations: operations === 'opaque' ? 'opaque' : operations.map(operation),
  };
}
