import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeError } from './forge-error.js';

/** A forge's API and the token for it. */
export interface ForgeApi {
  /** `GitHub`, `GitLab`. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly api: string;
  readonly token: string;
  /** With the token. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** A path below the address of the API, or a whole address of the same host. */
  readonly path: string;
  readonly body?: unknown;
  /** Whether it may be done twice: then an answer that did not come is waited for again. */
  readonly repeatable: boolean;
}

export interface ApiResponse {
  /** 0 where none came. */
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

const ATTEMPT_LIMIT = 4;
const TIMEOUT = 30_000;
/** Milliseconds. A longer wait is an error. */
const LONGEST_WAIT = 90_000;
const REDIRECTS = 3;

/** Sends a request, and repeats it if an answer asks for that or if nothing can have happened. */
export async function sendRequest(connection: ForgeApi, request: ApiRequest): Promise<ApiResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendWithRedirects(connection, request);
    const wait = retryDelay(answer, attempt, request.repeatable);
    if (wait === undefined || attempt === ATTEMPT_LIMIT) return answer;
    if (wait > LONGEST_WAIT) {
      throw new ForgeError(
        `${connection.name} accepts no requests for the next ${Math.ceil(wait / 1000)} seconds`,
        'run the command again then',
      );
    }
    await sleep(wait);
  }
}

/** How long to wait before it is worth to ask again. */
function retryDelay(answer: ApiResponse, attempt: number, repeatable: boolean): number | undefined {
  const { status, headers } = answer;
  const after = headers.has('retry-after') ? Number(headers.get('retry-after')) * 1000 : undefined;
  // docs.github.com, rate limits for the REST API: at least a minute where no header says more.
  if (isRateLimited(answer)) return after ?? timeUntilReset(headers) ?? 60_000;
  const hasFailed = status === 0 || status >= 500;
  return repeatable && hasFailed ? (after ?? 250 * 2 ** attempt) : undefined;
}

function isRateLimited({ status, headers, body }: ApiResponse): boolean {
  if (status !== 403) return status === 429;
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || /rate limit/i.test(errorMessage(body));
}

/** Where the requests of an hour are used up: when there are new ones. */
function timeUntilReset(headers: Headers): number | undefined {
  if (headers.get('x-ratelimit-remaining') !== '0') return undefined;
  const now = Date.parse(headers.get('date') ?? '');
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000;
  return Number.isNaN(reset - now) ? undefined : Math.max(1_000, reset - now);
}

/** The token goes to one host: where another one is named, nothing is sent there. */
async function sendWithRedirects(connection: ForgeApi, request: ApiRequest): Promise<ApiResponse> {
  let url = requestUrl(connection, request.path);
  for (let step = 0; step <= REDIRECTS; step += 1) {
    const answer = await send(connection, url, request);
    const location = answer.headers.get('location');
    if (![301, 302, 307, 308].includes(answer.status) || location === null) return answer;
    url = requestUrl(connection, new URL(location, url).href);
  }
  throw new ForgeError(`${connection.name} redirects in a circle`, `look at ${url.origin}`);
}

export function requestUrl({ name, api }: ForgeApi, at: string): URL {
  const home = new URL(api);
  const url = /^https?:/.test(at) ? new URL(at) : new URL(`${api}${at}`);
  if (url.origin !== home.origin) {
    throw new ForgeError(
      `${name} at ${home.host} redirects to ${url.host}, which must not get the token`,
      `use the address of ${url.host}`,
    );
  }
  return url;
}

async function send({ headers }: ForgeApi, url: URL, { method, body }: ApiRequest): Promise<ApiResponse> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
  } catch (cause) {
    return { status: 0, headers: new Headers(), body: { message: reasonOf(cause) } };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: '' };
  }
}

/** Node says only `fetch failed`, and why in the cause. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  const reason = cause instanceof Error ? cause : error;
  return reason instanceof Error ? reason.message : String(reason);
}

/** A forge's reason for a refusal. */
export function errorMessage(body: unknown): string {
  const message = fieldOf(body, 'message') ?? fieldOf(body, 'error');
  return typeof message === 'string' ? message : message === undefined ? '' : JSON.stringify(message);
}

export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

/** A refusal in one line, without the token, whatever the forge repeats of a request. */
export function describeFailure({ name, token }: ForgeApi, { status, body }: ApiResponse): string {
  const message = errorMessage(body)
    .replaceAll(token, '***')
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')
    .slice(0, 200);
  const detail = message === '' ? '' : `: ${message}`;
  return status === 0 ? `${name} cannot be reached${detail}` : `${name} says ${status}${detail}`;
}
