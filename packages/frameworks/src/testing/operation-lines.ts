import type { Framework, LocatedHistory, Operation, SchemaEffect } from '@oneleaf/core';

/** A history of which only the label matters. */
export function labelledHistory(label: string): LocatedHistory {
  return {
    id: label,
    folder: label,
    files: [],
    order: { kind: 'graph' },
    expectedLeaves: 1,
    launch: { by: 'manage.py' },
    label,
    scope: '',
  };
}

function touchText({ does, thing, name, of, to, type, destroys }: SchemaEffect): string {
  const words = [
    does,
    thing,
    of === undefined ? name : `${of}/${name}`,
    to && `-> ${to}`,
    type && `(${type})`,
    destroys && 'with its data',
  ];
  return words.filter(word => word !== undefined).join(' ');
}

/** One line a touch; before those of an opaque operation, why there may be more. */
export function operationLines(operations: readonly Operation[] | 'opaque'): readonly string[] {
  if (operations === 'opaque') return ['opaque'];
  return operations.flatMap(({ kind, touches, opaque }) => [
    ...(opaque === undefined ? [] : [`${kind} ${opaque}`]),
    ...touches.map(touchText),
  ]);
}

export function operationsIn(framework: Framework, text: string): readonly Operation[] | 'opaque' {
  return framework.read.operations(Buffer.from(text), labelledHistory(framework.name === 'django' ? 'shop' : ''));
}
