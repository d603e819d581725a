import type { MentionRulesByFramework } from '@oneleaf/core';
import { tokenText, type PythonToken } from './python-token.js';
import { isLabelVariable } from './topics.js';

/** How many elements to look back: a list may be a megabyte long. */
const MAX_ELEMENTS = 40;

/** One element between the commas of a bracket. */
export interface BracketElement {
  /** `name=value`, `"name": value`. */
  readonly keyword?: string;
  readonly text?: string;
  /** The last step of a dotted name: `app` for `self.app`. */
  readonly name?: string;
}

/** A bracket of a statement, or all that stands outside of its brackets. */
export class Bracket {
  private readonly parts: PythonToken[][] = [[]];
  private read: readonly BracketElement[] | undefined;
  private keyed: readonly BracketElement[] | undefined;

  /** `callee`: the last step of what is called, empty where nothing is. `key`: the string in a mapping that the bracket is the value of. */
  constructor(
    private readonly rules: MentionRulesByFramework,
    readonly callee = '',
    readonly key = '',
  ) {}

  /** Takes the next token, and says in which element it is. */
  take(token: PythonToken): number {
    if (token.source === ',') this.parts.push([]);
    else this.parts.at(-1)?.push(token);
    return this.parts.length - 1;
  }

  get elements(): readonly BracketElement[] {
    return (this.read ??= this.parts.filter(part => part.length > 0).map(elementOf));
  }

  /** Up to forty elements, the nearest first. */
  before(at: number): readonly BracketElement[] {
    return this.elements.slice(Math.max(0, at - MAX_ELEMENTS), at).reverse();
  }

  /** The element that gives a label by keyword. */
  get label(): BracketElement | undefined {
    return (this.keyed ??= this.elements.filter(({ keyword }) => keyword !== undefined && isLabelVariable(keyword, this.rules)))[0];
  }

  /** The keyword of the element that a token is the value of, or else the key of the bracket. */
  keywordOf(at: number, token: PythonToken): string {
    return this.parts[at]?.[0] === token ? this.key : (this.elements[at]?.keyword ?? '');
  }
}

function elementOf(part: readonly PythonToken[]): BracketElement {
  const [first, sign, ...rest] = part;
  const text = first && tokenText(first);
  const keyword = keywordOf(part);
  if (keyword !== undefined) return { ...elementOf(rest), keyword };
  if (text !== undefined && !sign) return { text };
  return isDotted(part) ? { name: part.at(-1)?.source ?? '' } : {};
}

function keywordOf([first, sign]: readonly PythonToken[]): string | undefined {
  if (first?.kind === 'name' && sign?.source === '=') return first.source;
  return first && sign?.source === ':' ? tokenText(first) : undefined;
}

function isDotted(part: readonly PythonToken[]): boolean {
  return part.length % 2 === 1 && part.every(({ kind, source }, at) => (at % 2 === 0 ? kind === 'name' : source === '.'));
}

/** The bracket that a token is right in, and which of its elements it is in or is. */
export interface BracketPosition {
  readonly bracket: Bracket;
  readonly element: number;
}

/** The position of each token. */
export function bracketPositions(tokens: readonly PythonToken[], rules: MentionRulesByFramework): readonly BracketPosition[] {
  const open = [new Bracket(rules)];
  return tokens.map((token, at) => {
    if (token.kind === 'close' && open.length > 1) open.pop();
    const [bracket = new Bracket(rules)] = open.slice(-1);
    const element = bracket.take(token);
    if (token.kind === 'open') open.push(bracketAt(tokens, at, rules));
    return { bracket, element };
  });
}

function bracketAt(tokens: readonly PythonToken[], at: number, rules: MentionRulesByFramework): Bracket {
  const [key, before] = tokens.slice(Math.max(0, at - 2), at);
  const last = before ?? key;
  const callee = tokens[at]?.source === '(' && last?.kind === 'name' ? last.source : '';
  return new Bracket(rules, callee, (before?.source === ':' && key && tokenText(key)) || '');
}
