import { execFileSync, spawnSync } from 'node:child_process';

/** The environment of a machine where nobody has configured git, whatever this process was started from: a hook sets GIT_DIR. */
export function plainEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') && !name.startsWith('ONELEAF_'));
  return { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
}

/** Runs git in a folder and returns what it prints. */
export function git(folder, args, input) {
  return execFileSync('git', args, { cwd: folder, env: plainEnvironment(), input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs any program in a folder without showing what it prints. */
export function run(folder, [program, ...args]) {
  return spawnSync(program, args, { cwd: folder, env: plainEnvironment(), encoding: 'utf8' });
}
