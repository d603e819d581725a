/** What a clone holds, and what predict says of all its branches: counts and the seconds of one cold run. */
export async function survey(api, session) {
  const { histories, commit } = await api.checkTree(session, { ref: 'HEAD', base: 'HEAD', staged: false });
  const refs = await session.repository.refs(['refs/heads/', 'refs/remotes/', 'refs/pull/*/head']);
  const started = performance.now();
  const { branches, omitted } = await api.predict(session, { refs: [], base: 'HEAD', local: false });
  const seconds = (performance.now() - started) / 1000;
  const count = verdict => branches.filter(branch => branch.verdict === verdict).length;
  return {
    commit,
    histories: histories.length,
    migrations: histories.reduce((sum, { migrations }) => sum + migrations, 0),
    refs: refs.length,
    landed: omitted.landed,
    untouched: omitted.untouched,
    clean: count('clean'),
    conflict: count('conflict'),
    broken: count('broken'),
    unknown: count('unknown'),
    seconds: Math.round(seconds * 10) / 10,
  };
}
