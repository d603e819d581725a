import fc from 'fast-check';

/** One of the ways in which a person or a formatter may write the same literals. */
export interface WritingStyle {
  readonly quote: '"' | "'";
  readonly string: 'plain' | 'beside' | 'sum' | 'escaped' | 'raw' | 'unicode' | 'triple' | 'constant';
  readonly layout: 'line' | 'block' | 'commented' | 'continued';
  readonly value: 'literal' | 'constant' | 'sum' | 'brackets';
  readonly annotated: boolean;
  readonly file: 'plain' | 'crlf' | 'mark' | 'cookie' | 'bare';
  readonly decoys: boolean;
  readonly computed: Computation;
}

/** What makes a value one that only running the file could tell; `nothing` in most files. */
export type Computation = 'nothing' | 'function' | 'conditional' | 'lambda' | 'subscript' | 'inside' | 'class' | 'inherited' | 'changed';

/** Shrinks towards what the frameworks themselves write. `computing` of a hundred files compute what they say. */
export function writingStyle(computing: number): fc.Arbitrary<WritingStyle> {
  return fc.record({
    quote: fc.constantFrom('"', "'"),
    string: fc.constantFrom('plain', 'plain', 'plain', 'beside', 'sum', 'escaped', 'raw', 'unicode', 'triple', 'constant'),
    layout: fc.constantFrom('line', 'block', 'commented', 'continued'),
    value: fc.constantFrom('literal', 'literal', 'constant', 'sum', 'brackets'),
    annotated: fc.boolean(),
    file: fc.constantFrom('plain', 'plain', 'crlf', 'mark', 'cookie', 'bare'),
    decoys: fc.boolean(),
    computed: fc.oneof(
      { arbitrary: fc.constant('nothing' as const), weight: 100 - computing },
      { arbitrary: fc.constantFrom(...computations), weight: computing },
    ),
  });
}

const computations: readonly Computation[] = ['function', 'conditional', 'lambda', 'subscript', 'inside', 'class', 'inherited', 'changed'];

/** Collects the module constants that a file needs. */
export class PythonPage {
  private readonly constants = new Map<string, string>();

  constructor(readonly manner: WritingStyle) {}

  /** An expression that is worth the same, but not to be read. */
  computed(expression: string): string {
    switch (this.manner.computed) {
      case 'nothing':
      case 'inside':
        return expression;
      case 'conditional':
        return `(${expression} if given(True) else None)`;
      case 'lambda':
        return `(lambda: ${expression})()`;
      case 'subscript':
        return `[${expression}][0]`;
      case 'function':
      case 'class':
      case 'inherited':
      case 'changed':
        return `given(${expression})`;
    }
  }

  /** An expression that is worth `text`. */
  string(text: string): string {
    return this.manner.computed === 'inside' ? `given(${this.literal(text)})` : this.literal(text);
  }

  private literal(text: string): string {
    const { quote, string } = this.manner;
    const plain = (part: string): string => `${quote}${part}${quote}`;
    const half = Math.ceil(text.length / 2);
    switch (string) {
      case 'plain':
        return plain(text);
      case 'beside':
        return `${plain(text.slice(0, half))} ${plain(text.slice(half))}`;
      case 'sum':
        return `${plain(text.slice(0, half))} + ${plain(text.slice(half))}`;
      case 'escaped':
        return plain(escaped(text));
      case 'raw':
        return `r${plain(text)}`;
      case 'unicode':
        return `u${plain(text)}`;
      case 'triple':
        return `${quote.repeat(3)}${text}${quote.repeat(3)}`;
      case 'constant':
        // Oneleaf follows one name: a constant made of constants counts as computed.
        return this.manner.value === 'constant' ? plain(text) : this.constant(plain(text));
    }
  }

  /** A name for an expression, defined at the top of the file. */
  constant(expression: string): string {
    const name = this.constants.get(expression) ?? `NAME_${this.constants.size}`;
    this.constants.set(expression, name);
    return name;
  }

  list(open: '[' | '(', elements: readonly string[]): string {
    const close = open === '[' ? ']' : ')';
    const comma = open === '(' && elements.length === 1 ? ',' : '';
    switch (elements.length === 0 ? 'line' : this.manner.layout) {
      case 'line':
        return `${open}${elements.join(', ')}${comma}${close}`;
      case 'block':
        return `${open}\n${elements.map(element => `            ${element},\n`).join('')}        ${close}`;
      case 'commented':
        return `${open}  # [(\n${elements.map(element => `            ${element},  # ("not", "this"),\n`).join('')}        ${close}`;
      case 'continued':
        return `\\\n        ${open}${elements.join(', \\\n    ')}${comma}${close}`;
    }
  }

  /** A list, perhaps by a name, in brackets of its own or as a sum. */
  value(open: '[' | '(', elements: readonly string[]): string {
    const whole = this.list(open, elements);
    switch (this.manner.value) {
      case 'literal':
        return whole;
      case 'constant':
        return this.constant(whole);
      case 'brackets':
        return `(${whole})`;
      case 'sum':
        return `${this.list(open, elements.slice(0, 1))} + ${this.list(open, elements.slice(1))}`;
    }
  }

  /** The file around its statements. */
  finish(imports: string, statements: string): string {
    const constants = [...this.constants].map(([expression, name]) => `${name} = ${expression}\n`).join('');
    const { file, decoys, computed } = this.manner;
    const helper = computed === 'nothing' ? '' : COMPUTED_HEADER;
    const text = `${decoys ? decoy : ''}${imports}${helper}${constants}\n${statements}${decoys ? later : ''}`;
    switch (file) {
      case 'plain':
        return text;
      case 'bare':
        return text.trimEnd();
      case 'crlf':
        return text.replaceAll('\n', '\r\n');
      case 'mark':
        return `\uFEFF${text}`;
      case 'cookie':
        return `# -*- coding: utf-8 -*-\n${text}`;
    }
  }
}

function escaped(text: string): string {
  return text.replace(/^./u, first => `\\u${(first.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** Stands in every file that computes something. */
export const COMPUTED_HEADER = `

def given(value):
    return value


`;

const decoy = `"""dependencies = [("shop", "0001_decoy")]

Revises: decoy
"""
# dependencies = [("shop", "0001_decoy")]; down_revision = "decoy"
`;

const later = `

def forwards(apps, schema_editor):
    dependencies = [("shop", "0001_decoy")]
    down_revision = "decoy"
    replaces = dependencies
    return [down_revision, replaces]
`;
