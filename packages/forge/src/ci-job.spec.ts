import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForge } from './ci-job.js';
import { fakeGitHub, fakeGitLab, githubEnv, gitlabEnv, TOKEN, type FakeForge } from './testing/fake-forge.js';

let folder: string;
let [github, gitlab]: FakeForge[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oneleaf-forge-'));
  [github, gitlab] = [await fakeGitHub(), await fakeGitLab()];
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([github?.close(), gitlab?.close()]);
});

type Env = Record<string, string>;
const onGitHub = (more: Env = {}): Env => ({ ...githubEnv({ url: github?.url ?? '' }), ...more });
const onGitLab = (more: Env = {}): Env => ({ ...gitlabEnv({ url: gitlab?.url ?? '' }), ...more });
const event = (name: string, text: string): Env => {
  const GITHUB_EVENT_PATH = join(folder, name);
  writeFileSync(GITHUB_EVENT_PATH, text);
  return { GITHUB_EVENT_PATH, GITHUB_REF: '' };
};

test.each<[string, () => Env, number | undefined, string]>([
  ['a job on a pull request', () => onGitHub(), undefined, 'acme/shop#12'],
  ['a job that the event tells the number', () => onGitHub(event('a', '{ "pull_request": { "number": 12 } }')), undefined, 'acme/shop#12'],
  ['a number that was asked for', () => onGitHub({ GITHUB_REF: 'refs/pull/99/merge' }), 12, 'acme/shop#12'],
  ['the other token', () => onGitHub({ GITHUB_TOKEN: '', GH_TOKEN: ` ${TOKEN}\n` }), undefined, 'acme/shop#12'],
  ['a job on a merge request', () => onGitLab(), undefined, '7!12'],
])('%s', async (_, env, asked, place) => {
  expect((await openForge(env(), asked)).reference).toBe(place);
});

test.each<[string, () => Env, string]>([
  ['nowhere', () => ({}), 'this is neither a job of GitHub Actions nor one of GitLab CI'],
  ['a repository that leads elsewhere', () => onGitHub({ GITHUB_REPOSITORY: 'acme/shop/../../user' }), 'this is neither a job'],
  ['a push', () => onGitHub({ GITHUB_REF: 'refs/heads/main' }), 'this job does not belong to a pull request'],
  ['an event that is no JSON', () => onGitHub(event('b', '{')), 'this job does not belong to a pull request'],
  ['an event of an issue', () => onGitHub(event('c', '{ "issue": { "number": 12 } }')), 'this job does not belong to a pull request'],
  ['no token', () => onGitHub({ GITHUB_TOKEN: ' ' }), 'there is no token in GITHUB_TOKEN or GH_TOKEN'],
  ['a token in two lines', () => onGitHub({ GITHUB_TOKEN: `${TOKEN}\nx` }), 'GITHUB_TOKEN is not a valid token'],
  ['a push on GitLab', () => onGitLab({ CI_MERGE_REQUEST_IID: '' }), 'this job does not belong to a merge request'],
  ['only the token of the job', () => onGitLab({ GITLAB_TOKEN: '', CI_JOB_TOKEN: TOKEN }), 'there is no token in GITLAB_TOKEN'],
  ['http', () => onGitHub({ GITHUB_API_URL: 'http://github.acme.example/api/v3' }), 'the address of the API is not an https address'],
  ['no address', () => onGitHub({ GITHUB_API_URL: 'github' }), 'the address of the API is not an https address'],
  ['a password in the address', () => onGitHub({ GITHUB_API_URL: 'https://a:b@github.acme.example' }), 'the address of the API is'],
])('%s is reported', async (_, env, message) => {
  const error: unknown = await openForge(env()).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: expect.stringContaining(message) as string, hint: expect.stringMatching(/\S/) as string });
  expect(String(error)).not.toContain(TOKEN);
});
