/**
 * The session as if a commit of a bare clone were checked out in a clean working tree: what is planned there is what the command would plan.
 * Nothing can be written, and nobody is asked who landed what: that is for words only.
 */
export function checkedOut(session, commit) {
  const said = {
    bare: false,
    head: async () => ({ commit }),
    workingTree: interest => session.repository.list(commit, interest),
    landing: async () => undefined,
    worktree: { underway: async () => undefined, rewritten: async () => undefined, dirty: async () => [] },
  };
  const repository = new Proxy(session.repository, {
    get(whole, name) {
      if (name in said) return said[name];
      const value = whole[name];
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
  return { ...session, repository };
}
