import { sendRequest, fieldOf, describeFailure, type ApiResponse, type ForgeApi } from './api-request.js';
import { ForgeError } from './forge-error.js';
import type { ForgeComment, Forge, CommentWrite } from './forge.js';
import { pagedEntries } from './paged-list.js';

export interface GitLabMergeRequest {
  /** `https://gitlab.com/api/v4`. */
  readonly api: string;
  /** Its number, or its path: `acme/shop`. */
  readonly project: string;
  readonly number: number;
  readonly token: string;
}

/** docs.gitlab.com/api/notes. */
export async function openGitLab({ api, project, number, token }: GitLabMergeRequest): Promise<Forge> {
  const connection = { name: 'GitLab', api, token, headers: { 'private-token': token, 'user-agent': 'oneleaf' } };
  const reference = `${project}!${number}`;
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  const accepted = (answer: ApiResponse): unknown => gitLabBody(connection, reference, answer);
  const me = fieldOf(accepted(await sendRequest(connection, { method: 'GET', path: '/user', repeatable: true })), 'id');
  if (typeof me !== 'number') throw new ForgeError('GitLab does not say who owns the token', TOKEN_HINT);
  const write = async (method: 'POST' | 'PUT', at: string, body: string): Promise<CommentWrite> => {
    const answer = await sendRequest(connection, { method, path: at, body: { body }, repeatable: false });
    const isGone = method === 'PUT' && answer.status === 404;
    if (isGone || answer.status === 0 || answer.status >= 500) return { unsure: describeFailure(connection, answer) };
    return { url: `${reference} (note ${String(fieldOf(accepted(answer), 'id'))})` };
  };
  return {
    reference,
    ownComments: async function* () {
      for await (const entry of pagedEntries(connection, `${notes}?per_page=100&order_by=created_at&sort=asc`, accepted)) {
        if (fieldOf(fieldOf(entry, 'author'), 'id') === me && fieldOf(entry, 'system') !== true) yield* noteIn(entry);
      }
    },
    create: body => write('POST', notes, body),
    edit: (id, body) => write('PUT', `${notes}/${id}`, body),
  };
}

function* noteIn(entry: unknown): Generator<ForgeComment> {
  const [id, body] = [fieldOf(entry, 'id'), fieldOf(entry, 'body')];
  if (typeof id === 'number' && typeof body === 'string') yield { id, body };
}

// docs.gitlab.com/ci/jobs/ci_job_token: the token of a job cannot write notes.
const TOKEN_HINT =
  'set GITLAB_TOKEN to an access token of the project with the scope api and the role Reporter; CI_JOB_TOKEN cannot comment';

/** The body of an answer that is not a refusal. */
function gitLabBody(connection: ForgeApi, reference: string, answer: ApiResponse): unknown {
  const { status, body } = answer;
  if (status >= 200 && status < 300) return body;
  const failure = describeFailure(connection, answer);
  switch (status) {
    case 401:
      throw new ForgeError(`GitLab rejects the token: ${failure}`, TOKEN_HINT);
    case 403:
      throw new ForgeError(`the token may not comment on ${reference}: ${failure}`, TOKEN_HINT);
    case 404:
      throw new ForgeError(`this token can see no merge request ${reference}: ${failure}`, TOKEN_HINT);
    default:
      throw new ForgeError(`${reference}: ${failure}`, 'run it again');
  }
}
