import type { MentionRulesByFramework, Span } from '@oneleaf/core';
import { Scanner, type SyntaxFailure } from '../languages/python/syntax/scanner.js';
import { StringScope } from './string-scope.js';
import { tokenText, type PythonToken } from './python-token.js';
import { frameworksMentioned } from './topics.js';

/** A logical line of Python in which a name was found. */
export interface LogicalLine extends Span {
  readonly tokens: readonly PythonToken[];
  readonly scope: StringScope;
  /** The frameworks of whose migrations it speaks. */
  readonly speaksOf: ReadonlySet<string>;
}

interface OpenBlock {
  readonly level: number;
  readonly name: string;
  readonly scope: StringScope;
}

/** The logical lines that hold one of the places, in order; or why the text is no Python. */
export function logicalLinesWith(
  text: string,
  places: readonly Span[],
  rules: MentionRulesByFramework,
): readonly LogicalLine[] | SyntaxFailure {
  const found: LogicalLine[] = [];
  const blocks = new BlockTracker(rules);
  let next = 0;
  for (const { tokens, level, start, end } of tokenLines(text)) {
    if ('reason' in tokens) return tokens;
    const scope = blocks.read(tokens, level);
    next = firstFrom(places, start, next);
    if (firstFrom(places, end, next) > next) found.push({ tokens, scope, speaksOf: frameworksMentioned(tokens, rules), start, end });
  }
  return found;
}

/** Which of the places, from `at` on, is the first that does not begin before a position. */
function firstFrom(places: readonly Span[], position: number, at: number): number {
  let here = at;
  for (let place = places[here]; place && place.start < position; place = places[here]) here += 1;
  return here;
}

interface TokenLine extends Span {
  readonly tokens: readonly PythonToken[] | SyntaxFailure;
  readonly level: number;
}

function* tokenLines(text: string): Generator<TokenLine> {
  const scanner = new Scanner(text, 0, text.length, true);
  let tokens: PythonToken[] = [];
  let level = 1;
  while (scanner.next() !== 'end') {
    if (scanner.opensLine) level = scanner.indents.length;
    if (scanner.kind !== 'newline') tokens.push({ kind: scanner.kind, start: scanner.start, end: scanner.end, source: scanner.source() });
    else if (tokens.length > 0) {
      yield { tokens, level, start: tokens[0]?.start ?? 0, end: scanner.start };
      tokens = [];
    }
  }
  if (scanner.failure) yield { tokens: scanner.failure, level, ...scanner.failure.span };
}

/** Follows which class or function a line is in, and what is bound to a string there. */
class BlockTracker {
  private readonly outermost: OpenBlock;
  private readonly open: OpenBlock[] = [];

  constructor(private readonly rules: MentionRulesByFramework) {
    this.outermost = { level: 0, name: '', scope: new StringScope(rules) };
  }

  /** Notes what the line binds, and gives its scope. */
  read(tokens: readonly PythonToken[], level: number): StringScope {
    const block = this.around(level);
    const [first = '', ...rest] = tokens.slice(0, 3).map(({ source }) => source);
    const [keyword = '', name = ''] = first === 'async' ? rest : [first, ...rest];
    if (keyword === 'class' || keyword === 'def') this.open.push({ level, name, scope: new StringScope(this.rules, block.scope) });
    else bindStrings(block, tokens);
    return block.scope;
  }

  private around(level: number): OpenBlock {
    while ((this.open.at(-1)?.level ?? 0) >= level) this.open.pop();
    return this.open.at(-1) ?? this.outermost;
  }
}

/** `app = "shop"`, `app: str = "shop"`, `self.app = "shop"`, and `return "shop"` in `def app`. */
function bindStrings({ scope, name }: OpenBlock, tokens: readonly PythonToken[]): void {
  const [sign, last] = tokens.slice(-2);
  const text = last && tokenText(last);
  if (!sign || text === undefined) return;
  if (sign.source === '=') scope.bind(assignedName(tokens), text);
  else if (sign === tokens[0] && sign.source === 'return') scope.parent?.bind(name, text);
}

/** Empty for what is no plain name. */
function assignedName(tokens: readonly PythonToken[]): string {
  const [target, sign] = tokens.slice(tokens[0]?.source === 'self' ? 2 : 0);
  return target && ['=', ':'].includes(sign?.source ?? '') ? target.source : '';
}
