import type { CallExpression, Expression } from '../syntax/expression.js';

/** The arguments of a call by the names of its parameters, those given by position first; `rest` holds what comes after them. */
export interface CallArguments {
  readonly named: ReadonlyMap<string, Expression>;
  readonly rest: readonly Expression[];
}

/** Undefined where arguments are unpacked, so that only running the call could tell them. */
export function callArguments({ args, keywords }: CallExpression, parameters: readonly string[]): CallArguments | undefined {
  if (args.some(arg => arg.kind === 'computed' && arg.reason === 'unpacking')) return undefined;
  const positional = args.slice(0, parameters.length).map((arg, at) => [parameters[at] ?? '', arg] as const);
  return { named: new Map([...positional, ...keywords]), rest: args.slice(parameters.length) };
}

/** The class or function that a dotted name ends in. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The text of a literal, or of one in `op.f('…')`, which marks a name as complete. */
export function literalText(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'string') return expression.text;
  const [only, ...others] = expression?.kind === 'call' && lastName(expression.callee) === 'f' ? expression.args : [];
  return only?.kind === 'string' && others.length === 0 ? only.text : undefined;
}

/** The strings of a list of literals; undefined where anything in it is none. A lone string is a list of one. */
export function literalTexts(expression: Expression | undefined): readonly string[] | undefined {
  const lone = literalText(expression);
  if (lone !== undefined) return [lone];
  if (expression?.kind !== 'sequence') return undefined;
  const texts = expression.elements.map(literalTexts);
  return texts.every(text => text !== undefined) ? texts.flat() : undefined;
}

export function isNone(expression: Expression | undefined): boolean {
  return expression === undefined || (expression.kind === 'constant' && expression.value === null);
}
