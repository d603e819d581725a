import { repr, reprTuple } from '../../languages/python/syntax/repr.js';

/** A Python value of the few kinds that a template meets. */
export type MakoValue = string | boolean | null | readonly string[];

export type MakoNames = Readonly<Record<string, MakoValue>>;

const expressionToken = /\s*(?:("(?:[^"\\\n]|\\["'\\n])*"|'(?:[^'\\\n]|\\["'\\n])*')|([A-Za-z_][\w.]*)|(==|!=|[(),]))/y;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n' };

/** What an expression of a template comes to; undefined where it is more than names, strings, conditions and `repr`. */
export function evaluateExpression(source: string, names: MakoNames): MakoValue | undefined {
  const tokens = tokensOf(source);
  if (!tokens) return undefined;
  const reading = new ExpressionReader(tokens, names);
  const value = reading.choice();
  return reading.isAtEnd() ? value : undefined;
}

function tokensOf(source: string): readonly string[] | undefined {
  const found: string[] = [];
  const text = source.trim();
  expressionToken.lastIndex = 0;
  while (expressionToken.lastIndex < text.length) {
    const [one] = expressionToken.exec(text) ?? [];
    if (one === undefined) return undefined;
    found.push(one.trim());
  }
  return found;
}

/** Reads by precedence, as Python does: `x if y else z` binds least. A value that cannot be told makes the whole undefined. */
class ExpressionReader {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly names: MakoNames,
  ) {}

  isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  choice(): MakoValue | undefined {
    const value = this.either();
    if (!this.take('if')) return value;
    const condition = this.either();
    if (!this.take('else')) return undefined;
    const other = this.choice();
    if (value === undefined || condition === undefined || other === undefined) return undefined;
    return isTruthy(condition) ? value : other;
  }

  private either(): MakoValue | undefined {
    let value = this.both();
    while (this.take('or')) {
      const next = this.both();
      value = value === undefined || next === undefined ? undefined : isTruthy(value) ? value : next;
    }
    return value;
  }

  private both(): MakoValue | undefined {
    let value = this.negation();
    while (this.take('and')) {
      const next = this.negation();
      value = value === undefined || next === undefined ? undefined : isTruthy(value) ? next : value;
    }
    return value;
  }

  private negation(): MakoValue | undefined {
    if (!this.take('not')) return this.comparison();
    const value = this.negation();
    return value === undefined ? undefined : !isTruthy(value);
  }

  private comparison(): MakoValue | undefined {
    const value = this.primary();
    const isIdentity = this.take('is');
    const isNegated = isIdentity ? this.take('not') : this.take('!=');
    if (!isIdentity && !isNegated && !this.take('==')) return value;
    const other = this.primary();
    if (value === undefined || other === undefined) return undefined;
    return (JSON.stringify(value) === JSON.stringify(other)) !== isNegated;
  }

  private primary(): MakoValue | undefined {
    const [first = ''] = this.tokens.slice(this.at);
    this.at += 1;
    if (first === '(') return this.closed(this.choice());
    if (/^["']/.test(first)) return first.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ESCAPED[char] ?? char);
    if (this.take('(')) return this.call(first);
    return CONSTANTS.has(first) ? CONSTANTS.get(first) : Object.hasOwn(this.names, first) ? this.names[first] : undefined;
  }

  private closed(value: MakoValue | undefined): MakoValue | undefined {
    return this.take(')') ? value : undefined;
  }

  private call(name: string): MakoValue | undefined {
    const value = this.closed(this.choice());
    return value === undefined ? undefined : FUNCTIONS.get(name)?.(value);
  }

  private take(word: string): boolean {
    const isNext = this.tokens[this.at] === word;
    if (isNext) this.at += 1;
    return isNext;
  }
}

const CONSTANTS: ReadonlyMap<string, MakoValue> = new Map([
  ['None', null],
  ['True', true],
  ['False', false],
]);

const FUNCTIONS: ReadonlyMap<string, (value: MakoValue) => string> = new Map([
  ['repr', reprOf],
  ['str', strOf],
  ['comma', commaSeparated],
]);

export function isTruthy(value: MakoValue): boolean {
  return typeof value === 'object' ? value !== null && value.length > 0 : value !== '' && value !== false;
}

function reprOf(value: MakoValue): string {
  return typeof value === 'string' ? repr(value) : strOf(value);
}

export function strOf(value: MakoValue): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : reprTuple(value);
}

/** `alembic.util.format_as_comma` */
export function commaSeparated(value: MakoValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(', ') : strOf(value);
}
