import { simpleGit } from 'simple-git';

/** What git or a program that it starts would read from the terminal of whoever runs a tool. simple-git refuses these. */
const TERMINAL = ['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS'];

/** The environment of this process without what a hook says of its own repository, and with no question asked. */
export function ownEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') && !TERMINAL.includes(name));
  return { ...Object.fromEntries(own), GIT_TERMINAL_PROMPT: '0' };
}

/** The environment of a machine where nobody has configured git or Oneleaf. */
export function plainEnvironment() {
  const own = Object.entries(ownEnvironment()).filter(([name]) => !name.startsWith('ONELEAF_'));
  return { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
}

/** Who makes the commits of a benchmark. */
export const benchAuthor = ['user.name=bench', 'user.email=bench@example.org'];

/** simple-git in a folder, with exactly this environment. `config`: settings such as `user.name=bench`; `input`: what its commands read. */
export function openGit(folder, { env = ownEnvironment(), config = [], input } = {}) {
  const options = {
    baseDir: folder,
    config,
    allowEnvironment: Object.keys(env),
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeHooksPath: true },
  };
  return simpleGit({ ...options, ...(input === undefined ? {} : { input: () => input }) }).env(env);
}
