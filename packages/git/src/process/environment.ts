export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** What a hook's environment says of its own repository (githooks, git's local_repo_env). */
const repositoryVariableNames = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
];

/** What says how git runs on this machine, and how it reaches a network, whatever the repository. */
const machineVariablePatterns = [
  /^GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|PARAMETERS|KEY_\d+|VALUE_\d+)$/,
  /^GIT_(EXEC_PATH|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/,
  /^GIT_(ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|PROXY_COMMAND|PROXY_SSL_.*|SSL_.*|HTTP_.*)$/,
  /^GIT_(ALLOW_PROTOCOL|PROTOCOL|PROTOCOL_FROM_USER)$/,
];

const forcedVariables = {
  LC_ALL: 'C',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // Into a pipe, rev-list writes every commit by itself unless told not to.
  GIT_FLUSH: '0',
  GIT_NO_LAZY_FETCH: '1',
};

/** The environment of every git child: nothing of git's that could point it at another repository or make it talk. */
export function childEnvironment(env: GitEnvironment): GitEnvironment {
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith('GIT_') || machineVariablePatterns.some(pattern => pattern.test(name)),
  );
  return { ...Object.fromEntries(kept), ...forcedVariables };
}

/** What the caller's environment says of the repository that it stands in. */
export function repositoryVariables(env: GitEnvironment): GitEnvironment {
  return Object.fromEntries(repositoryVariableNames.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The same for a command with the caller's own environment, as they were told to children: absolute, or unset where they are of another repository. */
export function userRepositoryVariables(env: GitEnvironment, children: GitEnvironment): GitEnvironment {
  return Object.fromEntries(Object.keys(repositoryVariables(env)).map(name => [name, children[name]]));
}
