/** `text` is the words of the sentence. Every other type is a name that each layout shows unchanged. */
export type MessagePartType = 'text' | 'path' | 'migration' | 'history' | 'code';

export interface MessagePart {
  readonly type: MessagePartType;
  readonly text: string;
}

type Names = { readonly [T in Exclude<MessagePartType, 'text'>]?: string | readonly string[] };

/** A message from a template: `${{ path }}` becomes a name of that type, a list becomes names with commas between them, all else is text. */
export function sentence(
  words: TemplateStringsArray,
  ...values: readonly (string | number | Names | readonly MessagePart[])[]
): readonly MessagePart[] {
  return joinTexts(words.flatMap((word, at) => [textPart(word), ...partsOf(values[at] ?? '')]));
}

function joinTexts(parts: readonly MessagePart[]): readonly MessagePart[] {
  const joined: MessagePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.type === 'text' && part.type === 'text') joined[joined.length - 1] = textPart(last.text + part.text);
    else if (part.text !== '') joined.push(part);
  }
  return joined;
}

export function messageText(parts: readonly MessagePart[]): string {
  return parts.map(({ text }) => text).join('');
}

function partsOf(value: string | number | Names | readonly MessagePart[]): readonly MessagePart[] {
  if (typeof value !== 'object') return [textPart(String(value))];
  return isParts(value) ? value : NAME_TYPES.flatMap(type => nameParts(type, value[type] ?? []));
}

const NAME_TYPES = ['path', 'migration', 'history', 'code'] as const;

function isParts(value: Names | readonly MessagePart[]): value is readonly MessagePart[] {
  return Array.isArray(value);
}

function nameParts(type: MessagePartType, names: string | readonly string[]): readonly MessagePart[] {
  return [names].flat().flatMap((text, at) => (at === 0 ? [{ type, text }] : [textPart(', '), { type, text }]));
}

function textPart(text: string): MessagePart {
  return { type: 'text', text };
}
