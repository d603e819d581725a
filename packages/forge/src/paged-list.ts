import { requestUrl, sendRequest, type ApiResponse, type ForgeApi } from './api-request.js';

/** Enough for ten thousand comments. */
const PAGE_LIMIT = 100;

/** The entries of a list that comes in pages. */
export async function* pagedEntries(
  connection: ForgeApi,
  at: string,
  accepted: (answer: ApiResponse) => unknown,
): AsyncGenerator<unknown, void, undefined> {
  let next: string | undefined = at;
  for (let page = 0; page < PAGE_LIMIT && next !== undefined; page += 1) {
    const answer: ApiResponse = await sendRequest(connection, { method: 'GET', path: next, repeatable: true });
    const list = accepted(answer);
    if (Array.isArray(list)) yield* list;
    next = nextPage(connection, answer.headers.get('link'));
  }
}

/** RFC 8288, as GitHub and GitLab write it. */
function nextPage(connection: ForgeApi, link: string | null): string | undefined {
  const found = /<([^>]+)>\s*;[^,]*\brel="next"/.exec(link ?? '')?.[1];
  return found === undefined ? undefined : requestUrl(connection, found).href;
}
