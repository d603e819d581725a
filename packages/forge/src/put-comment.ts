import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeError } from './forge-error.js';
import type { ForgeComment, Forge } from './forge.js';

export interface CommentRequest {
  /** Identifies the comment among others of the same author: letters, digits, dots and dashes. */
  readonly name: string;
  /** Markdown. */
  readonly text: string;
  /** Whether a missing comment is created. */
  readonly create: boolean;
}

export type CommentOutcome = { readonly done: 'created' | 'edited'; readonly url: string } | { readonly done: 'unchanged' | 'none' };

const ATTEMPTS = 3;

/** Updates the comment of this name, or creates it. An equal comment is not written again. */
export async function putComment(forge: Forge, { name, text, create }: CommentRequest): Promise<CommentOutcome> {
  const marker = markerOf(name);
  const body = `${marker}\n${text}`;
  for (let attempt = 1; ; attempt += 1) {
    const old = await findComment(forge, marker);
    if (!old && !create) return { done: 'none' };
    if (old && normalizeBody(old.body) === normalizeBody(body)) return { done: 'unchanged' };
    const written = old ? await forge.edit(old.id, body) : await forge.create(body);
    if ('url' in written) return { done: old ? 'edited' : 'created', url: written.url };
    if (attempt === ATTEMPTS)
      throw new ForgeError(`the comment could not be written to ${forge.reference}: ${written.unsure}`, 'run it again');
    // It may stand there in spite of the answer: a second one would stay for ever.
    await sleep(250 * 2 ** attempt);
  }
}

/** Invisible where Markdown is rendered. */
export function markerOf(name: string): string {
  return `<!-- oneleaf:${name} -->`;
}

async function findComment(forge: Forge, marker: string): Promise<ForgeComment | undefined> {
  for await (const comment of forge.ownComments()) {
    if (comment.body.split(/\r?\n/, 1)[0]?.trim() === marker) return comment;
  }
  return undefined;
}

/** Forges keep the ends of lines, and of texts, as they like. */
function normalizeBody(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
