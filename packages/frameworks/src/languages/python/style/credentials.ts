import type { Span } from '@oneleaf/core';
import { lastName } from '../values/call-arguments.js';
import { BYTES_REASON } from '../syntax/string-value.js';
import type { CallExpression, Expression } from '../syntax/expression.js';
import { quotedText } from '../values/quoted-text.js';
import type { ModuleOutline } from '../modules/module-outline.js';
import { writtenLiterals, statementTexts } from '../../sql/statement-style.js';
import { type SearchedExpression, expressionsIn } from '../values/expression-search.js';

/** A place that gives a column, field or function a secret in plain sight. */
export interface ExposedSecret {
  readonly what: string;
  readonly span: Span;
}

const suspiciousText = /pass|pwd|hashpw|secret|token|key|create_(?:super)?user/i;

/** Every literal that is given to what is named like a password, a key or a token, in the order of the source. */
export function credentialsIn({ text }: Pick<ModuleOutline, 'text'>): readonly ExposedSecret[] {
  return suspiciousText.test(text) ? new CredentialSearch(text).all() : [];
}

const credentialName =
  /(?:^|_)(?:password|passwd|passphrase|pwd|secret|token|api_?key|secret_(?:access_)?key|private_key)(?:_?(?:hash|digest))?$/;

// They take the password first: hashers and models of web frameworks, Werkzeug, passlib, bcrypt and what is written around them.
const hashFunction = /^(?:set_password|make_password|generate_password_hash|(?:get_)?password_hash|hash_password|hashpw)$/;

// `create_user(username, email, password)`
const userFunction = /^create_(?:super)?user$/;

const rowFunction = /(?:^|\.)(?:bulk_\w+|insert|values|execute|create\w*|get_or_create|update_or_create|update|add|add_all)$/;

class CredentialSearch {
  private readonly found: readonly SearchedExpression[];
  /** What names are worth that one assignment gives a lone string. */
  private readonly assigned: ReadonlyMap<string, Expression>;

  constructor(private readonly text: string) {
    this.found = expressionsIn(text, { start: 0, end: text.length });
    this.assigned = new Map(this.found.flatMap(one => (one.kind === 'assigned' ? [[one.name, one.value] as const] : [])));
  }

  all(): readonly ExposedSecret[] {
    const places = this.found.flatMap(one => (one.kind === 'assigned' ? this.pair(one.name, one.value, false) : this.one(one)));
    const sorted = places.sort((one, other) => one.span.start - other.span.start || other.span.end - one.span.end);
    // What is hashed on its way into a column is one place.
    let end = -1;
    return sorted.filter(({ span }) => {
      const isApart = span.end > end;
      end = Math.max(end, span.end);
      return isApart;
    });
  }

  private one({ expression, inside }: Extract<SearchedExpression, { kind: 'expression' }>): readonly ExposedSecret[] {
    if (expression.kind === 'call') return this.call(expression, [...inside, expression.callee].some(writesRows));
    if (expression.kind === 'mapping') {
      const isSeed = inside.some(writesRows);
      return expression.entries.flatMap(([key, value]) =>
        key.kind === 'string' && isColumnName(key.text) ? this.pair(key.text, value, isSeed) : [],
      );
    }
    return this.sql(expression);
  }

  private call({ callee, args, keywords }: CallExpression, isSeed: boolean): readonly ExposedSecret[] {
    const name = lastName(callee);
    const position = hashFunction.test(name) ? 0 : userFunction.test(name) ? 2 : undefined;
    const given = position === undefined ? undefined : args[position];
    const first = given && this.isExposed(given) ? [{ what: name, span: given.span }] : [];
    return [...first, ...keywords.flatMap(([key, value]) => this.pair(key, value, isSeed))];
  }

  /** A value under a name. Outside of what writes rows, a word of the name itself is no secret: `TOKEN = 'token'`. */
  private pair(name: string, value: Expression, isSeed: boolean): readonly ExposedSecret[] {
    const key = snakeCase(lastName(name));
    if (!credentialName.test(key) || !this.isExposed(value)) return [];
    const isEcho = value.kind === 'string' && `_${key}_`.includes(`_${snakeCase(value.text)}_`);
    return isEcho && !isSeed ? [] : [{ what: lastName(name), span: value.span }];
  }

  private isExposed(value: Expression): boolean {
    if (value.kind === 'string') return isSecret(value.text);
    if (value.kind === 'name') return this.isWorth(value.path);
    if (value.kind === 'call') return /^(?:hash|encrypt|crypt)/.test(lastName(value.callee)) && value.args.some(arg => this.isExposed(arg));
    return value.kind === 'computed' && value.reason === BYTES_REASON;
  }

  /** Where the name itself gives it away, its assignment is the place. */
  private isWorth(name: string): boolean {
    const known = this.assigned.get(name);
    return known?.kind === 'string' && isSecret(known.text) && !credentialName.test(snakeCase(name));
  }

  private sql(expression: Expression): readonly ExposedSecret[] {
    const text = expression.kind === 'string' ? expression.text : quotedText(this.text, expression);
    if (!/\b(?:INSERT\s+INTO|UPDATE)\b/i.test(text)) return [];
    const written = statementTexts(text).flatMap(writtenLiterals);
    return written
      .filter(({ column, value }) => credentialName.test(snakeCase(column)) && isSecret(value))
      .map(({ column }) => ({ what: column, span: expression.span }));
  }
}

function writesRows(callee: string): boolean {
  return rowFunction.test(callee);
}

/** What holds a dot or a blank is the key of some other mapping. */
function isColumnName(key: string): boolean {
  return /^\w+$/.test(key);
}

function snakeCase(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}

// Nothing, an unusable password ('!…'), what locks an account ('*'), and what another value takes the place of.
const harmlessValue = /^(?:\s*|!.*|\*+|\?+|\.+|x+|-+|%s|%\(\w+\)s|\{[^{}]*\}|:\w+|\$\w+|\$\{.*\}|<.*>|null|none)$/is;

function isSecret(text: string): boolean {
  return !harmlessValue.test(text);
}
