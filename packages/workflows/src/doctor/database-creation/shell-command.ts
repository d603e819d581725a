import type { Span } from '@oneleaf/core';

/** A word as the file spells it, quotes and all. */
export interface ShellWord extends Span {
  readonly text: string;
}

/** A command of a shell up to what ends it. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** Where its complaints are thrown away. */
  readonly muted: readonly Span[];
  /** Behind its last word or redirection. */
  readonly last: number;
  /** `||`, `&&`, `|`, `;`; empty where the line ends, or a quotation around the command. */
  readonly operator: string;
  /** Behind the operator. */
  readonly end: number;
}

const SPACE = /(?:[^\S\n]|\\\r?\n)+/y;
const MUTED = /(?:2|&)>\s*\/dev\/null/y;
const REDIRECTION = /\d*>{1,2}\s*(?:&\d|[^\s|&;"']+)/y;
const OPERATOR = /\|\||&&|[|;]/y;
// Variables of CI servers, $(…), quotes inside YAML quotes, and words of a shell.
const WORD =
  /(?:\$\{\{[^]*?\}\}|\$\([^)\n]*\)|\\"(?:(?!\\")[^\n])*\\"|\\[^\r\n]|"(?:\\[^]|[^"\\])*"|'[^']*'|\$\{[^}\n]*\}|[^\s"'\\|&;<>()#])+/y;

export function commandAt(text: string, from: number): ShellCommand {
  const words: ShellWord[] = [];
  const muted: Span[] = [];
  let at = from;
  let last = from;
  const takes = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  for (;;) {
    takes(SPACE);
    const start = at;
    if (takes(MUTED)) muted.push({ start, end: at });
    else if (!takes(REDIRECTION)) {
      if (!takes(WORD)) break;
      words.push({ start, end: at, text: text.slice(start, at) });
    }
    last = at;
  }
  const start = at;
  takes(OPERATOR);
  return { words, muted, last, operator: text.slice(start, at), end: at };
}

export interface ShellOption {
  /** Where the option begins that has the value. */
  readonly start: number;
  readonly value: ShellWord;
}

/** An option's values: `-U me`, `-Ume`, `-qU me`, `--username me`, `--username=me`. */
export function optionsOf(words: readonly ShellWord[], short: string, long: string): readonly ShellOption[] {
  const apart = new RegExp(`^(?:-[AaEeHnqStXxz]*${short}|--${long})$`);
  const glued = new RegExp(`^(?:-${short}|--${long}=)(?=.)`);
  return words.flatMap(({ start, end, text }, at) => {
    const next = words[at + 1];
    if (apart.test(text)) return next ? [{ start, value: next }] : [];
    const length = glued.exec(text)?.[0].length;
    return length === undefined ? [] : [{ start, value: { start: start + length, end, text: text.slice(length) } }];
  });
}
