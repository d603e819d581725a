import type { SimpleGit, SimpleGitOptions } from 'simple-git';
import { gitFailure, type GitProcessContext } from './git.js';

/** What simple-git refuses in an environment unless it is allowed. This one is the user's, and the user's own git reads it too. */
const trustedSettings = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
} satisfies SimpleGitOptions['unsafe'];

/** A task with simple-git in a folder, with exactly the given environment. A `GitError` when git fails. */
export async function withPorcelain<T>({ cwd, env, signal }: GitProcessContext, task: (git: SimpleGit) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  // It takes longer to load than git to start: no hook may pay for it.
  const { simpleGit } = await import('simple-git');
  const variables = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  const git = simpleGit({
    baseDir: cwd,
    allowEnvironment: Object.keys(variables),
    unsafe: trustedSettings,
    ...(signal === undefined ? {} : { abort: signal }),
  });
  try {
    return await task(git.env(variables));
  } catch (cause) {
    signal?.throwIfAborted();
    throw gitFailure([], cause instanceof Error ? cause.message : String(cause));
  }
}
