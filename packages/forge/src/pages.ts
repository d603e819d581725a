import { addressOf, ask, type Answer, type Connection } from './connection.js';

/** Enough for ten thousand comments. */
const MOST = 100;

/** The entries of a list that comes in pages. */
export async function* entries(
  connection: Connection,
  at: string,
  accepted: (answer: Answer) => unknown,
): AsyncGenerator<unknown, void, undefined> {
  let next: string | undefined = at;
  for (let page = 0; page < MOST && next !== undefined; page += 1) {
    const answer: Answer = await ask(connection, { method: 'GET', at: next, repeatable: true });
    const list = accepted(answer);
    if (Array.isArray(list)) yield* list;
    next = nextOf(connection, answer.headers.get('link'));
  }
}

/** RFC 8288, as GitHub and GitLab write it. */
function nextOf(connection: Connection, link: string | null): string | undefined {
  const found = /<([^>]+)>\s*;[^,]*\brel="next"/.exec(link ?? '')?.[1];
  return found === undefined ? undefined : addressOf(connection, found).href;
}
