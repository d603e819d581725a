import { ForgeError } from './forge-error.js';
import { markerOf, putComment, type CommentOutcome } from './put-comment.js';
import { openForge } from './ci-job.js';
import { fakeGitHub, fakeGitLab, githubEnv, gitlabEnv, TOKEN, type FakeForge, type InjectedFault } from './testing/fake-forge.js';

const opened: FakeForge[] = [];
const open = async (fake: Promise<FakeForge>): Promise<FakeForge> => {
  const one = await fake;
  opened.push(one);
  return one;
};
afterEach(() => Promise.all(opened.splice(0).map(fake => fake.close())));

interface Place {
  readonly fake: FakeForge;
  readonly put: (text: string, create?: boolean) => Promise<CommentOutcome>;
}

const forges = {
  GitHub: { fake: fakeGitHub, env: githubEnv, own: 'github-actions[bot]', made: 'POST /repos/acme/shop/issues/12/comments' },
  GitLab: { fake: fakeGitLab, env: gitlabEnv, own: '41', made: 'POST /projects/7/merge_requests/12/notes' },
} as const;

const marker = markerOf('reports');

describe.each(['GitHub', 'GitLab'] as const)('%s', name => {
  const { env, own, made } = forges[name];
  const place = async (...faults: InjectedFault[]): Promise<Place> => {
    const fake = await open(forges[name].fake());
    fake.faults.push(...faults);
    return { fake, put: async (text, create = true) => putComment(await openForge(env(fake)), { name: 'reports', text, create }) };
  };
  const others = (fake: FakeForge, count: number): void => {
    for (let id = 100; id < 100 + count; id += 1) fake.remarks.push({ id, author: 'somebody', body: `remark ${id}` });
  };

  test('one comment is made, edited in place, and left alone where nothing changed', async () => {
    const { fake, put } = await place();
    others(fake, 3);
    expect([(await put('one')).done, (await put('two')).done, (await put('two')).done]).toEqual(['created', 'edited', 'unchanged']);
    expect(fake.remarks.slice(3)).toEqual([{ id: 103, author: own, body: `${marker}\ntwo` }]);
    expect(fake.writes()).toEqual([made, expect.stringMatching(/^P(?:ATCH|UT) .*\/103$/)]);
  });

  test('it is found pages later', async () => {
    const { fake, put } = await place();
    await put('one');
    fake.remarks.unshift(...Array.from({ length: 9 }, (_, id) => ({ id: 200 + id, author: 'somebody', body: 'hm' })));
    expect((await put('two')).done).toBe('edited');
  });

  test('what a stranger wrote with the same marker is not touched', async () => {
    const { fake, put } = await place();
    fake.remarks.push({ id: 5, author: '99', body: `${marker}\nall is well` });
    expect((await put('one')).done).toBe('created');
    expect(fake.remarks.map(({ author, body }) => [author, body])).toEqual([
      ['99', `${marker}\nall is well`],
      [own, `${marker}\none`],
    ]);
  });

  test('our own without the marker in its first line, or with another one, is not touched', async () => {
    const { fake, put } = await place();
    const bodies = [`hm\n${marker}`, `${markerOf('other')}\none`, `${marker} one`];
    fake.remarks.push(...bodies.map((body, id) => ({ id: id + 1, author: own, body })));
    expect((await put('one')).done).toBe('created');
    expect(fake.remarks.slice(0, 3).map(({ body }) => body)).toEqual(bodies);
  });

  test('the ends of lines are no change', async () => {
    const { fake, put } = await place();
    fake.remarks.push({ id: 1, author: own, body: `${marker}\r\none\r\ntwo\r\n` });
    expect((await put('one\ntwo\n')).done).toBe('unchanged');
  });

  test('where there is none, none is made unless that is wanted', async () => {
    const { fake, put } = await place();
    expect([await put('one', false), fake.writes()]).toEqual([{ done: 'none' }, []]);
    await put('one');
    expect((await put('two', false)).done).toBe('edited');
  });

  test.each<[string, InjectedFault]>([
    ['a limit', { on: /^POST .*(?:comments|notes)$/, status: 429, headers: { 'retry-after': '0' } }],
    ['a failure', { on: /^GET/, status: 502 }],
    ['a failure that says when', { on: /^GET/, status: 503, headers: { 'retry-after': '0' } }],
    ['a failure while writing', { on: /^POST .*(?:comments|notes)$/, status: 502 }],
    ['a failure after writing', { on: /^POST .*(?:comments|notes)$/, status: 502, done: true }],
  ])('%s is waited for, and there is one comment', async (_, fault) => {
    const { fake, put } = await place(fault);
    expect(['created', 'unchanged']).toContain((await put('one')).done);
    expect(fake.remarks).toHaveLength(1);
  });

  test('a comment that is deleted meanwhile is made again', async () => {
    const { fake, put } = await place({ on: /^P(?:ATCH|UT) /, status: 404 });
    await put('one');
    const writing = put('two');
    expect((await writing).done).toBe('edited');
    expect(fake.remarks.map(({ body }) => body)).toEqual([`${marker}\ntwo`]);
  });

  test('a redirect on the same host is followed', async () => {
    const { fake, put } = await place();
    const list = made.replace('POST ', '');
    fake.faults.push({ on: /^POST .*\/(?:comments|notes)$/, status: 307, headers: { location: `${fake.url}${list}?again` } });
    expect((await put('one')).done).toBe('created');
    expect(fake.remarks).toHaveLength(1);
  });

  test.each<[string, Omit<InjectedFault, 'on'>]>([
    ['a redirect', { status: 307, headers: {} }],
    ['a next page', { status: 200, headers: {}, body: [] }],
  ])('%s to another host does not get the token', async (_, fault) => {
    const [{ fake, put }, other] = [await place(), await open(fakeGitHub())];
    const headers = { location: `${other.url}/x`, link: `<${other.url}/x>; rel="next"` };
    fake.faults.push({ ...fault, on: /^GET .*(?:comments|notes)$/, headers });
    await expect(put('one')).rejects.toThrow(/ redirects to 127\.0\.0\.1:\d+, which must not get the token/);
    expect(other.seen).toEqual([]);
  });

  test('a redirect in a circle ends', async () => {
    const { put } = await place({ on: /^GET/, status: 302, headers: { location: '/user' }, times: 99 });
    await expect(put('one')).rejects.toThrow(/ redirects in a circle/);
  });

  test.each<[number, RegExp]>([
    [401, /rejects the token/],
    [403, /the token may not /],
    [404, /this token can see no (?:pull|merge) request acme\/shop#12|this token can see no merge request 7!12/],
    [422, /says 422: refused \*\*\* here$/],
  ])('%i is reported with what helps, and without the token', async (status, message) => {
    const { put } = await place({ on: /^POST .*(?:comments|notes)$/, status, body: { message: `refused ${TOKEN}\u001b here` } });
    const error: unknown = await put('one').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ForgeError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) as string, hint: expect.stringMatching(/\S/) as string });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(TOKEN);
  });

  test.each<[string, Omit<InjectedFault, 'on'>]>([
    ['a limit', { status: 429, headers: { 'retry-after': '3000' } }],
    ['a secondary limit', { status: 403, headers: { 'retry-after': '3000' } }],
    ['a limit of requests in an hour', { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' } }],
  ])('%s that takes long is reported', async (_, fault) => {
    const { put } = await place({ on: /^GET/, ...fault });
    await expect(put('one')).rejects.toThrow(/ accepts no requests for the next [3-9]\d+ seconds/);
  });

  test('nobody there is reported', async () => {
    const { fake, put } = await place();
    await fake.close();
    await expect(put('one')).rejects.toThrow(`${name} cannot be reached`);
  });
});

test("a fork's pull request is distinguished", async () => {
  const fake = await open(fakeGitHub({ head: 'stranger/shop' }));
  fake.faults.push({ on: /^POST .*comments$/, status: 403, body: { message: 'Resource not accessible by integration' } });
  const putting = putComment(await openForge(githubEnv(fake)), { name: 'reports', text: 'one', create: true });
  await expect(putting).rejects.toMatchObject({ hint: expect.stringContaining('a pull request from a fork') as string });
});

test('on GitHub Enterprise the owner of the token is asked for beside the interface', async () => {
  const fake = await open(fakeGitHub());
  await expect(openForge({ ...githubEnv(fake), GITHUB_API_URL: `${fake.url}/api/v3/` })).rejects.toThrow(
    'this token can see no pull request',
  );
  expect(fake.seen.map(({ path }) => path)).toEqual(['/api/v3/repos/acme/shop/pulls/12']);
});
