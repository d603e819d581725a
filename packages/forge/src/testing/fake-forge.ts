import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface FakeComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** What came as the token. */
  readonly token: string | undefined;
}

/** What is answered instead of what should be. */
export interface InjectedFault {
  /** The requests that it meets: `POST /repos/acme/shop/issues/12/comments`. */
  readonly on: RegExp;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether it is done all the same. */
  readonly done?: boolean;
  /** How often; once otherwise. */
  times?: number;
}

export interface FakeForge {
  /** As `GITHUB_API_URL` or `CI_API_V4_URL` has it. */
  readonly url: string;
  readonly remarks: FakeComment[];
  readonly seen: RecordedRequest[];
  readonly faults: InjectedFault[];
  /** The requests that would have changed something, in short. */
  readonly writes: () => readonly string[];
  readonly close: () => Promise<void>;
}

export const TOKEN = 'ghs_s3cr3t';
const PAGE = 2;

interface FakeResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly page: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type Route = (request: FakeRequest) => FakeResponse;

async function serveFake(route: (fake: Pick<FakeForge, 'remarks' | 'url'>) => Route): Promise<FakeForge> {
  const fake = { remarks: [] as FakeComment[], seen: [] as RecordedRequest[], faults: [] as InjectedFault[], url: '' };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requested = await readRequest(request);
    const { method, path, token } = requested;
    fake.seen.push({ method, path, token });
    const fault = fake.faults.find(({ on, times = 1 }) => times > 0 && on.test(`${method} ${path}`));
    const usual = (): FakeResponse => (token === TOKEN ? route(fake)(requested) : { status: 401, body: { message: 'Bad credentials' } });
    if (fault) fault.times = (fault.times ?? 1) - 1;
    if (fault?.done === true) usual();
    const { status, body, headers } = fault ?? usual();
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...fake,
    writes: () =>
      fake.seen.filter(({ method, path }) => method !== 'GET' && path !== '/graphql').map(({ method, path }) => `${method} ${path}`),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<FakeRequest & Pick<RecordedRequest, 'token'>> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const { method = 'GET', headers } = request;
  const text = (await request.toArray()).map(String).join('');
  return {
    method,
    path: pathname,
    token: (headers.authorization ?? headers['private-token'])?.toString().replace('Bearer ', ''),
    page: Number(searchParams.get('page') ?? 1),
    body: JSON.parse(text || '{}') as Record<string, unknown>,
  };
}

function pageOf(list: readonly unknown[], page: number, at: string): FakeResponse {
  const next = page * PAGE < list.length ? { link: `<${at}&page=${page + 1}>; rel="next", <${at}&page=9>; rel="last"` } : {};
  return { status: 200, body: list.slice((page - 1) * PAGE, page * PAGE), headers: next };
}

const NOT_FOUND: FakeResponse = { status: 404, body: { message: 'Not Found' } };

/** acme/shop#12, as GitHub's REST API has it, two comments a page. `login`: whom the token belongs to. */
export function fakeGitHub({ login = 'github-actions[bot]', head = 'acme/shop' } = {}): Promise<FakeForge> {
  const home = '/repos/acme/shop';
  return serveFake(fake => ({ method, path, page, body }) => {
    const asJson = ({ id, author, body: text }: FakeComment): unknown => ({
      id,
      body: text,
      user: { login: author },
      html_url: `https://github.com/acme/shop/pull/12#issuecomment-${id}`,
    });
    if (method === 'POST' && path === '/graphql') return { status: 200, body: { data: { viewer: { login } } } };
    if (path === `${home}/pulls/12`) {
      return { status: 200, body: { number: 12, head: { repo: { full_name: head } }, base: { repo: { full_name: 'acme/shop' } } } };
    }
    if (path === `${home}/issues/12/comments` && method === 'GET')
      return pageOf(fake.remarks.map(asJson), page, `${fake.url}${path}?per_page=100`);
    if (path === `${home}/issues/12/comments`) return { status: 201, body: asJson(addComment(fake.remarks, login, body['body'])) };
    const known = fake.remarks.find(({ id }) => path === `${home}/issues/comments/${id}`);
    if (!known || method !== 'PATCH') return NOT_FOUND;
    known.body = String(body['body']);
    return { status: 200, body: asJson(known) };
  });
}

/** The merge request 12 of project 7, as GitLab's REST API has it. */
export function fakeGitLab({ id = 41 } = {}): Promise<FakeForge> {
  const notes = '/projects/7/merge_requests/12/notes';
  return serveFake(fake => ({ method, path, page, body }) => {
    const asJson = (one: FakeComment): unknown => ({ id: one.id, body: one.body, author: { id: Number(one.author) }, system: false });
    if (path === '/user') return { status: 200, body: { id, username: 'project_7_bot' } };
    if (path === notes && method === 'GET') return pageOf(fake.remarks.map(asJson), page, `${fake.url}${path}?per_page=100`);
    if (path === notes) return { status: 201, body: asJson(addComment(fake.remarks, String(id), body['body'])) };
    const known = fake.remarks.find(one => path === `${notes}/${one.id}`);
    if (!known || method !== 'PUT') return NOT_FOUND;
    known.body = String(body['body']);
    return { status: 200, body: asJson(known) };
  });
}

function addComment(remarks: FakeComment[], author: string, body: unknown): FakeComment {
  const made = { id: 1 + Math.max(0, ...remarks.map(({ id }) => id)), author, body: String(body) };
  remarks.push(made);
  return made;
}

/** What a job of GitHub Actions gets. */
export function githubEnv({ url }: Pick<FakeForge, 'url'>): Record<string, string> {
  return { GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_REF: 'refs/pull/12/merge', GITHUB_TOKEN: TOKEN };
}

/** What a job of GitLab CI gets. */
export function gitlabEnv({ url }: Pick<FakeForge, 'url'>): Record<string, string> {
  return { CI_API_V4_URL: url, CI_PROJECT_ID: '7', CI_MERGE_REQUEST_IID: '12', GITLAB_TOKEN: TOKEN };
}
