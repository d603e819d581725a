import { repr, reprTuple } from '../python/repr.js';

/** A Python value of the few kinds that a template meets. */
export type Value = string | boolean | null | readonly string[];

export type Names = Readonly<Record<string, Value>>;

const token = /\s*(?:("(?:[^"\\\n]|\\["'\\n])*"|'(?:[^'\\\n]|\\["'\\n])*')|([A-Za-z_][\w.]*)|(==|!=|[(),]))/y;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n' };

/** What an expression of a template comes to; undefined where it is more than names, strings, conditions and `repr`. */
export function evaluate(source: string, names: Names): Value | undefined {
  const tokens = tokensOf(source);
  if (!tokens) return undefined;
  const reading = new Reading(tokens, names);
  const value = reading.choice();
  return reading.isAtEnd() ? value : undefined;
}

function tokensOf(source: string): readonly string[] | undefined {
  const found: string[] = [];
  const text = source.trim();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const [one] = token.exec(text) ?? [];
    if (one === undefined) return undefined;
    found.push(one.trim());
  }
  return found;
}

/** Reads by precedence, as Python does: `x if y else z` binds least. A value that cannot be told makes the whole undefined. */
class Reading {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly names: Names,
  ) {}

  isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  choice(): Value | undefined {
    const value = this.either();
    if (!this.take('if')) return value;
    const condition = this.either();
    if (!this.take('else')) return undefined;
    const other = this.choice();
    if (value === undefined || condition === undefined || other === undefined) return undefined;
    return isTrue(condition) ? value : other;
  }

  private either(): Value | undefined {
    let value = this.both();
    while (this.take('or')) {
      const next = this.both();
      value = value === undefined || next === undefined ? undefined : isTrue(value) ? value : next;
    }
    return value;
  }

  private both(): Value | undefined {
    let value = this.negation();
    while (this.take('and')) {
      const next = this.negation();
      value = value === undefined || next === undefined ? undefined : isTrue(value) ? next : value;
    }
    return value;
  }

  private negation(): Value | undefined {
    if (!this.take('not')) return this.comparison();
    const value = this.negation();
    return value === undefined ? undefined : !isTrue(value);
  }

  private comparison(): Value | undefined {
    const value = this.primary();
    const isIdentity = this.take('is');
    const isNegated = isIdentity ? this.take('not') : this.take('!=');
    if (!isIdentity && !isNegated && !this.take('==')) return value;
    const other = this.primary();
    if (value === undefined || other === undefined) return undefined;
    return (JSON.stringify(value) === JSON.stringify(other)) !== isNegated;
  }

  private primary(): Value | undefined {
    const [first = ''] = this.tokens.slice(this.at);
    this.at += 1;
    if (first === '(') return this.closed(this.choice());
    if (/^["']/.test(first)) return first.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ESCAPED[char] ?? char);
    if (this.take('(')) return this.call(first);
    return CONSTANTS.has(first) ? CONSTANTS.get(first) : Object.hasOwn(this.names, first) ? this.names[first] : undefined;
  }

  private closed(value: Value | undefined): Value | undefined {
    return this.take(')') ? value : undefined;
  }

  private call(name: string): Value | undefined {
    const value = this.closed(this.choice());
    return value === undefined ? undefined : FUNCTIONS.get(name)?.(value);
  }

  private take(word: string): boolean {
    const isNext = this.tokens[this.at] === word;
    if (isNext) this.at += 1;
    return isNext;
  }
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map([
  ['None', null],
  ['True', true],
  ['False', false],
]);

const FUNCTIONS: ReadonlyMap<string, (value: Value) => string> = new Map([
  ['repr', reprOf],
  ['str', strOf],
  ['comma', comma],
]);

export function isTrue(value: Value): boolean {
  return typeof value === 'object' ? value !== null && value.length > 0 : value !== '' && value !== false;
}

function reprOf(value: Value): string {
  return typeof value === 'string' ? repr(value) : strOf(value);
}

export function strOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : reprTuple(value);
}

/** `alembic.util.format_as_comma` */
export function comma(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(', ') : strOf(value);
}
