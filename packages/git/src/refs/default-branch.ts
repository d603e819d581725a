import type { Oid } from '../objects/oid.js';
import type { Git } from '../process/git.js';
import type { Config } from '../repository/config.js';
import { readRefs } from './refs.js';

/** Usual names of a default branch, in the order in which they win. */
const usualBranchNames = ['main', 'master', 'develop'];

/** A branch by its full name; without a commit where the clone lacks that. */
interface DefaultBranch {
  readonly name: string;
  readonly commit?: Oid;
}

/** Of a remote: what its HEAD points to, else a branch with a usual name, else the one that new repositories get. */
export async function remoteDefaultBranch(git: Git, config: Config, remote: string): Promise<DefaultBranch | undefined> {
  const prefix = `refs/remotes/${remote}/`;
  const found = await branches(
    git,
    ['HEAD', ...usualBranchNames].map(name => prefix + name),
  );
  const { target = '', commit } = found.get(`${prefix}HEAD`) ?? {};
  if (target !== '') return { name: target, ...(commit === undefined ? {} : { commit }) };
  return usualBranch(found, prefix) ?? initDefaultBranch(git, config, prefix);
}

/** HEAD of a bare clone is its default branch; of a working tree it is the branch that is worked on, so it comes last. */
export async function localDefaultBranch(
  git: Git,
  config: Config,
  { bare, head }: { readonly bare: boolean; readonly head: string | undefined },
): Promise<DefaultBranch | undefined> {
  const found = await branches(git, [...usualBranchNames.map(name => `refs/heads/${name}`), ...(head === undefined ? [] : [head])]);
  const own = head === undefined ? undefined : found.get(head);
  if (bare && own !== undefined) return own;
  return usualBranch(found, 'refs/heads/') ?? (await initDefaultBranch(git, config, 'refs/heads/')) ?? own;
}

function usualBranch(found: ReadonlyMap<string, DefaultBranch>, prefix: string): DefaultBranch | undefined {
  return usualBranchNames.flatMap(name => found.get(prefix + name) ?? [])[0];
}

async function initDefaultBranch(git: Git, config: Config, prefix: string): Promise<DefaultBranch | undefined> {
  const name = await config.get('init.defaultbranch');
  if (name === undefined || name === '') return undefined;
  return (await branches(git, [prefix + name])).get(prefix + name);
}

/** Those of the branches that exist; `target`: what a symbolic one points to, empty for others. */
async function branches(git: Git, names: readonly string[]): Promise<ReadonlyMap<string, DefaultBranch & { readonly target: string }>> {
  const refs = await readRefs(git, names);
  return new Map(refs.map(({ name, type, oid, target }) => [name, { name, target, ...(type === 'commit' ? { commit: oid } : {}) }]));
}
