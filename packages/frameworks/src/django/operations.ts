import type { History, Operation, Touch } from '@oneleaf/core';
import { type Arguments, argumentsOf, lastName } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { valueOf } from '../python/facts.js';
import { originOf } from '../python/origin.js';
import { docstringFrom } from '../python/docstring.js';
import type { Outline } from '../python/outline.js';
import { fieldsOf } from './create-model.js';
import { type Kind, kinds } from './kinds.js';
import { pythonOf, sqlOf } from './opaque.js';
import { plainClass } from './plain-class.js';

/** What a migration does, operation by operation; `opaque` where its list of operations cannot be read at all. */
export function operations(bytes: Uint8Array, { label }: History): readonly Operation[] | 'opaque' {
  const plain = plainClass(bytes);
  if (!plain) return 'opaque';
  const { read, definition } = plain;
  const value = valueOf(read, [definition.body, read.module], 'operations');
  if (!value) return [];
  return value.kind === 'sequence' ? new Reader(read, label).all(value.elements) : 'opaque';
}

const djangos = /^django\.(?:db\.migrations|contrib\.postgres\.operations)\./;

class Reader {
  constructor(
    private readonly read: Outline,
    private readonly label: string,
  ) {}

  all(elements: readonly Expression[]): readonly Operation[] {
    return elements.flatMap(element => this.one(element));
  }

  private one(element: Expression): readonly Operation[] {
    if (element.kind !== 'call') return [unknown('operations', element, 'is computed')];
    const origin = originOf(this.read, element.callee) ?? '';
    if (!djangos.test(origin)) return [unknown(lastName(element.callee), element, 'is no operation of Django itself')];
    const kind = lastName(origin);
    if (kind === 'SeparateDatabaseAndState') return this.separate(element);
    if (kind === 'RunPython') return pythonOf(this.read, element, this.label);
    if (kind === 'RunSQL') return this.sql(element);
    return [this.plain(kind, element)];
  }

  private plain(kind: string, call: Call): Operation {
    const known = kinds.get(kind);
    const given = known && argumentsOf(call, known.parameters);
    const touches = known && given && this.touches(known, given);
    if (!touches) return unknown(kind, call, known ? 'has arguments that are computed' : 'is not read');
    const columns = kind === 'CreateModel' ? fieldsOf(given.named, this.label) : undefined;
    return { kind, span: call.span, touches, ...(columns ? { columns } : {}) };
  }

  private touches({ touches }: Kind, given: Arguments): readonly Touch[] | undefined {
    return touches(given.named, this.label);
  }

  private separate(call: Call): readonly Operation[] {
    const given = argumentsOf(call, ['database_operations', 'state_operations']);
    if (!given) return [unknown('SeparateDatabaseAndState', call, 'has arguments that are computed')];
    return ['database_operations', 'state_operations'].flatMap(name => this.nested(given.named.get(name)));
  }

  private sql(call: Call): readonly Operation[] {
    const given = argumentsOf(call, ['sql', 'reverse_sql', 'state_operations']);
    return [...sqlOf(this.read, call, given?.named.get('sql')), ...this.nested(given?.named.get('state_operations'))];
  }

  private nested(list: Expression | undefined): readonly Operation[] {
    if (!list || list.kind === 'constant') return [];
    return list.kind === 'sequence' ? this.all(list.elements) : [unknown('operations', list, 'is computed')];
  }
}

function unknown(kind: string, { span }: Expression, opaque: string): Operation {
  return { kind, span, touches: [], opaque };
}

/** The first line of the docstring of the class, or else of the module. */
export function summary(bytes: Uint8Array): string {
  const plain = plainClass(bytes);
  return plain ? docstringFrom(plain.read, plain.definition.header.end) || docstringFrom(plain.read) : '';
}
