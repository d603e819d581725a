import { sendRequest, fieldOf, describeFailure, type ApiResponse, type ForgeApi } from './api-request.js';
import { ForgeError } from './forge-error.js';
import type { ForgeComment, Forge, CommentWrite } from './forge.js';
import { pagedEntries } from './paged-list.js';

export interface GitHubPullRequest {
  /** `https://api.github.com`, `https://github.acme.example/api/v3`. */
  readonly api: string;
  /** `acme/shop`. */
  readonly repository: string;
  readonly number: number;
  readonly token: string;
}

/** docs.github.com/rest/issues/comments: a pull request's comments are those of its issue. */
export async function openGitHub({ api, repository, number, token }: GitHubPullRequest): Promise<Forge> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
    'user-agent': 'oneleaf',
  };
  const connection = { name: 'GitHub', api, token, headers };
  const reference = `${repository}#${number}`;
  const accepted = (answer: ApiResponse): unknown => gitHubBody(connection, { reference, isFork: false }, answer);
  const pull = accepted(await sendRequest(connection, { method: 'GET', path: `/repos/${repository}/pulls/${number}`, repeatable: true }));
  const [head, base] = ['head', 'base'].map(side => fieldOf(fieldOf(fieldOf(pull, side), 'repo'), 'full_name'));
  const login = loginIn(accepted(await requestViewer(connection)));
  const write = async (method: 'POST' | 'PATCH', at: string, body: string): Promise<CommentWrite> => {
    const answer = await sendRequest(connection, { method, path: `/repos/${repository}/issues/${at}`, body: { body }, repeatable: false });
    // The comment may have been deleted meanwhile, while the pull request is there.
    const isGone = method === 'PATCH' && answer.status === 404;
    if (isGone || answer.status === 0 || answer.status >= 500) return { unsure: describeFailure(connection, answer) };
    return { url: String(fieldOf(gitHubBody(connection, { reference, isFork: head !== base }, answer), 'html_url')) };
  };
  return {
    reference,
    ownComments: async function* () {
      for await (const entry of pagedEntries(connection, `/repos/${repository}/issues/${number}/comments?per_page=100`, accepted)) {
        if (fieldOf(fieldOf(entry, 'user'), 'login') === login) yield* commentIn(entry);
      }
    },
    create: body => write('POST', `${number}/comments`, body),
    edit: (id, body) => write('PATCH', `comments/${id}`, body),
  };
}

/**
 * Whose token it is. `GET /user` refuses the tokens of apps, to which the one of GitHub Actions belongs; this answers all, with the name under
 * which they comment: `github-actions[bot]`.
 */
function requestViewer(connection: ForgeApi): Promise<ApiResponse> {
  const { origin, pathname } = new URL(connection.api);
  const at = `${origin}${pathname.replace(/\/v3$/, '').replace(/\/$/, '')}/graphql`;
  return sendRequest(connection, { method: 'POST', path: at, body: { query: '{viewer{login}}' }, repeatable: true });
}

function loginIn(body: unknown): string {
  const login = fieldOf(fieldOf(fieldOf(body, 'data'), 'viewer'), 'login');
  if (typeof login === 'string') return login;
  throw new ForgeError('GitHub does not say who owns the token, so no comment can be edited', 'check the token');
}

function* commentIn(entry: unknown): Generator<ForgeComment> {
  const [id, body] = [fieldOf(entry, 'id'), fieldOf(entry, 'body')];
  if (typeof id === 'number' && typeof body === 'string') yield { id, body };
}

const PERMISSIONS_HINT = 'give the job "permissions: { pull-requests: write }"';
const FORK_HINT =
  'the token of a pull request from a fork can only read: write no comment there; the summary of the job needs no token (docs/ci.md)';

/** The body of an answer that is not a refusal. */
function gitHubBody(connection: ForgeApi, { reference, isFork }: { reference: string; isFork: boolean }, answer: ApiResponse): unknown {
  const { status, body } = answer;
  if (status >= 200 && status < 300) return body;
  const failure = describeFailure(connection, answer);
  switch (status) {
    case 401:
      throw new ForgeError(`GitHub rejects the token: ${failure}`, 'set GITHUB_TOKEN to a valid token');
    case 403:
      throw new ForgeError(`the token may not do this on ${reference}: ${failure}`, isFork ? FORK_HINT : PERMISSIONS_HINT);
    case 404:
      throw new ForgeError(`this token can see no pull request ${reference}: ${failure}`, PERMISSIONS_HINT);
    default:
      throw new ForgeError(`${reference}: ${failure}`, 'run it again');
  }
}
