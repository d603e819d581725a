/**
 * The session as if a commit of a bare clone were checked out in a clean working tree: what is planned there is what the command would plan.
 * Nothing can be written, and git is not asked who landed a file: that is for words only.
 */
export function checkoutSession(session, commit) {
  const { repository } = session;
  const worktree = {
    operationInProgress: async () => undefined,
    lastRewrite: async () => undefined,
    dirty: async () => [],
  };
  demandNames(repository.worktree, worktree);
  const checkout = {
    bare: false,
    head: async () => ({ commit }),
    workingTree: interest => repository.list(commit, interest),
    landingCommit: async () => undefined,
    worktree,
  };
  demandNames(repository, checkout);
  return { ...session, repository: new Proxy(repository, { get: (whole, name) => checkout[name] ?? memberOf(whole, name) }) };
}

/** A member of another name would be overlaid in vain. */
function demandNames(whole, overlay) {
  const unknown = Object.keys(overlay).filter(name => !(name in whole));
  if (unknown.length > 0) throw new Error(`packages/git has no ${unknown.join(', ')} any more`);
}

function memberOf(whole, name) {
  const value = whole[name];
  return typeof value === 'function' ? value.bind(whole) : value;
}
