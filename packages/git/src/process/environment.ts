export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** Variables by which a hook's environment names its repository (githooks, git's local_repo_env). */
const repositoryVariableNames = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
];

/** Variables that say how git runs on this machine and reaches a network. They hold for every repository. */
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
  // rev-list flushes a pipe after each commit where this is not 0.
  GIT_FLUSH: '0',
  GIT_NO_LAZY_FETCH: '1',
};

/** The environment of every git child, without variables that point git at another repository or make it trace. */
export function childEnvironment(env: GitEnvironment): GitEnvironment {
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith('GIT_') || machineVariablePatterns.some(pattern => pattern.test(name)),
  );
  return { ...Object.fromEntries(kept), ...forcedVariables };
}

/** The variables by which the caller's environment names its repository. */
export function repositoryVariables(env: GitEnvironment): GitEnvironment {
  return Object.fromEntries(repositoryVariableNames.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The caller's repository variables with the values that children get: absolute, or unset where they are of another repository. */
export function userRepositoryVariables(env: GitEnvironment, children: GitEnvironment): GitEnvironment {
  return Object.fromEntries(Object.keys(repositoryVariables(env)).map(name => [name, children[name]]));
}
