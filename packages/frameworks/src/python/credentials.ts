import type { Span } from '@oneleaf/core';
import { lastName } from './call.js';
import { isBytes } from './escapes.js';
import type { Call, Expression } from './expression.js';
import { rawText } from './noted.js';
import type { Outline } from './outline.js';
import { literalsOf, statementsOf } from './sql-script.js';
import { type Found, within } from './within.js';

/** A place that gives a column, field or function a secret in plain sight. */
export interface Exposed {
  readonly what: string;
  readonly span: Span;
}

const suspicious = /pass|pwd|hashpw|secret|token|key|create_(?:super)?user/i;

/** Every literal that is given to what is named like a password, a key or a token, in the order of the source. */
export function credentialsIn({ text }: Pick<Outline, 'text'>): readonly Exposed[] {
  return suspicious.test(text) ? new Search(text).all() : [];
}

const credential =
  /(?:^|_)(?:password|passwd|passphrase|pwd|secret|token|api_?key|secret_(?:access_)?key|private_key)(?:_?(?:hash|digest))?$/;

// They take the password first: Django's hashers and models, Werkzeug, passlib, bcrypt and what is written around them.
const hashing = /^(?:set_password|make_password|generate_password_hash|(?:get_)?password_hash|hash_password|hashpw)$/;

// `create_user(username, email, password)`: django.contrib.auth, UserManager.
const creating = /^create_(?:super)?user$/;

const seeding = /(?:^|\.)(?:bulk_\w+|insert|values|execute|create\w*|get_or_create|update_or_create|update|add|add_all)$/;

class Search {
  private readonly found: readonly Found[];
  /** What names are worth that one assignment gives a lone string. */
  private readonly assigned: ReadonlyMap<string, Expression>;

  constructor(private readonly text: string) {
    this.found = within(text, { start: 0, end: text.length });
    this.assigned = new Map(this.found.flatMap(one => (one.kind === 'assigned' ? [[one.name, one.value] as const] : [])));
  }

  all(): readonly Exposed[] {
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

  private one({ expression, inside }: Extract<Found, { kind: 'expression' }>): readonly Exposed[] {
    if (expression.kind === 'call') return this.call(expression, [...inside, expression.callee].some(isSeeding));
    if (expression.kind === 'mapping') {
      const isSeed = inside.some(isSeeding);
      return expression.entries.flatMap(([key, value]) =>
        key.kind === 'string' && isColumn(key.text) ? this.pair(key.text, value, isSeed) : [],
      );
    }
    return this.sql(expression);
  }

  private call({ callee, args, keywords }: Call, isSeed: boolean): readonly Exposed[] {
    const name = lastName(callee);
    const position = hashing.test(name) ? 0 : creating.test(name) ? 2 : undefined;
    const given = position === undefined ? undefined : args[position];
    const first = given && this.isExposed(given) ? [{ what: name, span: given.span }] : [];
    return [...first, ...keywords.flatMap(([key, value]) => this.pair(key, value, isSeed))];
  }

  /** A value under a name. Outside of what writes rows, a word of the name itself is no secret: `TOKEN = 'token'`. */
  private pair(name: string, value: Expression, isSeed: boolean): readonly Exposed[] {
    const key = spelled(lastName(name));
    if (!credential.test(key) || !this.isExposed(value)) return [];
    const isEcho = value.kind === 'string' && `_${key}_`.includes(`_${spelled(value.text)}_`);
    return isEcho && !isSeed ? [] : [{ what: lastName(name), span: value.span }];
  }

  private isExposed(value: Expression): boolean {
    if (value.kind === 'string') return isSecret(value.text);
    if (value.kind === 'name') return this.isWorth(value.path);
    if (value.kind === 'call') return /^(?:hash|encrypt|crypt)/.test(lastName(value.callee)) && value.args.some(arg => this.isExposed(arg));
    return value.kind === 'computed' && value.reason === isBytes;
  }

  /** Where the name itself gives it away, its assignment is the place. */
  private isWorth(name: string): boolean {
    const known = this.assigned.get(name);
    return known?.kind === 'string' && isSecret(known.text) && !credential.test(spelled(name));
  }

  private sql(expression: Expression): readonly Exposed[] {
    const text = expression.kind === 'string' ? expression.text : rawText(this.text, expression);
    if (!/\b(?:INSERT\s+INTO|UPDATE)\b/i.test(text)) return [];
    const written = statementsOf(text).flatMap(literalsOf);
    return written
      .filter(({ column, value }) => credential.test(spelled(column)) && isSecret(value))
      .map(({ column }) => ({ what: column, span: expression.span }));
  }
}

function isSeeding(callee: string): boolean {
  return seeding.test(callee);
}

/** What holds a dot or a blank is the key of some other mapping. */
function isColumn(key: string): boolean {
  return /^\w+$/.test(key);
}

function spelled(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}

// Nothing, Django's unusable password ('!…'), what locks an account ('*'), and what another value takes the place of.
const open = /^(?:\s*|!.*|\*+|\?+|\.+|x+|-+|%s|%\(\w+\)s|\{[^{}]*\}|:\w+|\$\w+|\$\{.*\}|<.*>|null|none)$/is;

function isSecret(text: string): boolean {
  return !open.test(text);
}
