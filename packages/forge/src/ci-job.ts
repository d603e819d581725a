import { readFileSync } from 'node:fs';
import { fieldOf } from './api-request.js';
import { ForgeError, NoPullRequestError } from './forge-error.js';
import type { Forge } from './forge.js';
import { openGitHub } from './github.js';
import { openGitLab } from './gitlab.js';

type CiEnvironment = Readonly<Record<string, string | undefined>>;

/** The pull request or merge request that a job of CI is for, or the one with the given number. */
export async function openForge(env: CiEnvironment, given?: number): Promise<Forge> {
  const isGitLab = nonEmptyVariable(env, 'CI_PROJECT_ID') !== undefined && nonEmptyVariable(env, 'GITHUB_REPOSITORY') === undefined;
  return isGitLab ? openGitLab(gitLabMergeRequestIn(env, given)) : openGitHub(gitHubPullRequestIn(env, given));
}

function gitHubPullRequestIn(env: CiEnvironment, given: number | undefined): Parameters<typeof openGitHub>[0] {
  const repository = nonEmptyVariable(env, 'GITHUB_REPOSITORY');
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new NoPullRequestError('this is neither a job of GitHub Actions nor one of GitLab CI', 'job');
  }
  const number =
    given ??
    pullRequestOfEvent(nonEmptyVariable(env, 'GITHUB_EVENT_PATH')) ??
    parseNumber(/^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1]);
  if (number === undefined) throw new NoPullRequestError('this job does not belong to a pull request', 'number');
  const token = readToken(env, ['GITHUB_TOKEN', 'GH_TOKEN'], 'env: { GITHUB_TOKEN: "${{ github.token }}" }');
  return { api: apiAddress(nonEmptyVariable(env, 'GITHUB_API_URL') ?? 'https://api.github.com'), repository, number, token };
}

function gitLabMergeRequestIn(env: CiEnvironment, given: number | undefined): Parameters<typeof openGitLab>[0] {
  const number = given ?? parseNumber(env['CI_MERGE_REQUEST_IID']);
  if (number === undefined) {
    throw new ForgeError(
      'this job does not belong to a merge request',
      'give it the rule: if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    );
  }
  const token = readToken(env, ['GITLAB_TOKEN'], 'an access token of the project with the scope api; CI_JOB_TOKEN cannot comment');
  return {
    api: apiAddress(nonEmptyVariable(env, 'CI_API_V4_URL') ?? 'https://gitlab.com/api/v4'),
    project: nonEmptyVariable(env, 'CI_PROJECT_ID') ?? '',
    number,
    token,
  };
}

/** Empty is not given: that is what CI makes of a variable that does not exist. */
function nonEmptyVariable(env: CiEnvironment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function parseNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** docs.github.com/webhooks: a workflow finds the event that started it in a file. */
function pullRequestOfEvent(path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return parseNumber(String(fieldOf(fieldOf(event, 'pull_request'), 'number')));
  } catch {
    return undefined;
  }
}

/** Nothing that a header would break in: Node repeats a broken one in its message. */
function readToken(env: CiEnvironment, names: readonly string[], hint: string): string {
  const [name, token] = names.map(one => [one, nonEmptyVariable(env, one)] as const).find(([, value]) => value !== undefined) ?? [];
  if (token === undefined) throw new ForgeError(`there is no token in ${names.join(' or ')}`, hint);
  if (!/^[\x21-\x7e]+$/.test(token)) throw new ForgeError(`${name ?? ''} is not a valid token`, hint);
  return token;
}

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

function apiAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL_HOSTS.includes(url.hostname));
  if (!url || !isSafe || url.username !== '')
    throw new ForgeError('the address of the API is not an https address', 'https://github.acme.example/api/v3');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
