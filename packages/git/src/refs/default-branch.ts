import type { Config } from '../repository/config.js';
import type { Git } from '../process/git.js';

/** Usual names of a default branch, in the order in which they win. */
const usualBranchNames = ['main', 'master', 'develop'];

/** Of a remote: what its HEAD points to, else a branch with a usual name, else the one that new repositories get. */
export async function remoteDefaultBranch(git: Git, config: Config, remote: string): Promise<string | undefined> {
  const prefix = `refs/remotes/${remote}/`;
  const found = await refsWithTargets(
    git,
    ['HEAD', ...usualBranchNames].map(name => prefix + name),
  );
  const target = found.get(`${prefix}HEAD`) ?? '';
  const named = usualBranchNames.map(name => prefix + name).find(name => found.has(name));
  return target === '' ? (named ?? initDefaultBranch(git, config, prefix)) : target;
}

/** HEAD of a bare clone is its default branch; of a working tree it is the branch that is worked on, so it comes last. */
export async function localDefaultBranch(git: Git, config: Config, bare: boolean): Promise<string | undefined> {
  const head = (await git.ask(['symbolic-ref', '--quiet', 'HEAD'])).stdout.toString().trim();
  const found = await refsWithTargets(git, [...usualBranchNames.map(name => `refs/heads/${name}`), ...(head === '' ? [] : [head])]);
  const named = usualBranchNames.map(name => `refs/heads/${name}`).find(name => found.has(name));
  const own = found.has(head) ? head : undefined;
  if (bare && own !== undefined) return own;
  return named ?? (await initDefaultBranch(git, config, 'refs/heads/')) ?? own;
}

async function initDefaultBranch(git: Git, config: Config, prefix: string): Promise<string | undefined> {
  const name = await config.get('init.defaultbranch');
  if (name === undefined || name === '') return undefined;
  return (await refsWithTargets(git, [prefix + name])).has(prefix + name) ? prefix + name : undefined;
}

/** Refs that exist, with what they point to if they are symbolic. */
async function refsWithTargets(git: Git, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const output = await git.run(['for-each-ref', '--format=%(refname) %(symref)', '--', ...names]);
  const lines = output.toString().split('\n').slice(0, -1);
  return new Map(lines.map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}
