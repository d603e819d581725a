import type { Git } from '../process/git.js';
import { lookUpObjects } from '../objects/object-lookup.js';
import { type Oid, oidPattern } from '../objects/oid.js';
import type { Head, Ref } from './ref.js';

/** What `git rev-parse` may see of a name: control characters, `rev:path`, ranges and `^{/regex}` searches never name a branch. */
const notARefName = /[\0-\x20:]|\^\{\/|\.\.|^$/;

export async function resolveCommit(git: Git, name: string): Promise<Oid | undefined> {
  if (notARefName.test(name)) return undefined;
  const { stdout } = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const oid = stdout.toString().trim();
  return oidPattern.test(oid) ? oid : undefined;
}

export async function fullRefName(git: Git, name: string): Promise<string | undefined> {
  if (notARefName.test(name)) return undefined;
  const { stdout } = await git.ask(['rev-parse', '--symbolic-full-name', '--verify', '--quiet', '--end-of-options', name]);
  return stdout
    .toString()
    .split('\n')
    .find(line => line.startsWith('refs/'));
}

export async function listRefs(git: Git, patterns: readonly string[]): Promise<readonly Ref[]> {
  const refs = await readRefs(git, patterns);
  const peeled = await peelTags(
    git,
    refs.filter(({ type }) => type !== 'commit').map(({ oid }) => oid),
  );
  return refs.flatMap(({ oid, type, name }) => {
    const commit = type === 'commit' ? oid : peeled.get(oid);
    return commit === undefined ? [] : [{ name, commit }];
  });
}

interface ListedRef {
  readonly oid: Oid;
  /** `unknown` for all of them when an object is missing. */
  readonly type: string;
  readonly name: string;
  /** What a symbolic ref points to; empty for others. */
  readonly target: string;
}

/** The refs that patterns of `git for-each-ref` select, as they are. */
export async function readRefs(git: Git, patterns: readonly string[]): Promise<readonly ListedRef[]> {
  if (patterns.length === 0) return [];
  const list = (type: string): string[] => ['for-each-ref', `--format=%(objectname) ${type} %(refname) %(symref)`, '--', ...patterns];
  const typed = await git.ask(list('%(objecttype)'));
  // With the type of an object that is missing, for-each-ref fails for all refs.
  const text = typed.code === 0 ? typed.stdout : await git.run(list('unknown'));
  return text.toString().split('\n').slice(0, -1).map(parseRef);
}

function parseRef(line: string): ListedRef {
  const [oid = '', type = '', name = '', target = ''] = line.split(' ');
  return { oid, type, name, target };
}

/** The commits that tags point to; trees, blobs and missing objects point to none. */
async function peelTags(git: Git, oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Oid>> {
  const requested = [...new Set(oids)];
  const answers = await lookUpObjects(
    git,
    requested.map(oid => `${oid}^{commit}`),
  );
  return new Map(requested.flatMap((oid, index) => (answers[index] === undefined ? [] : [[oid, answers[index]] as const])));
}

export async function readHead(git: Git): Promise<Head> {
  const { code, stdout } = await git.ask(['rev-parse', 'HEAD^{commit}', '--symbolic-full-name', 'HEAD']);
  const [commit = '', name] = stdout.toString().split('\n').slice(0, -1);
  if (code === 0 && oidPattern.test(commit) && name !== undefined) return { ...(name === 'HEAD' ? {} : { ref: name }), commit };
  return readUnusualHead(git);
}

/** HEAD before the first commit, or beside a branch that is called HEAD: rev-parse gives neither a name. */
async function readUnusualHead(git: Git): Promise<Head> {
  const [symbolic, commit] = await Promise.all([git.ask(['symbolic-ref', '--quiet', 'HEAD']), resolveCommit(git, 'HEAD')]);
  const ref = symbolic.stdout.toString().trim();
  return { ...(ref === '' ? {} : { ref }), ...(commit === undefined ? {} : { commit }) };
}
