import type { CommandEntry } from '../command-line/command-spec.js';

/** All commands, in the order of the program's help. A command's code is loaded only when it is called: a hook must start fast. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'check',
    summary: 'checks the migrations of the working tree, the index or a commit',
    load: async () => (await import('./check.js')).checkCommand,
  },
  {
    name: 'predict',
    summary: 'predicts migration conflicts of each branch with the base and with other branches',
    load: async () => (await import('./predict.js')).predictCommand,
  },
  {
    name: 'pre-push',
    summary: 'blocks a push that would add a second leaf; .husky/pre-push calls it',
    load: async () => (await import('../hooks/pre-push.js')).prePushCommand,
  },
  {
    name: 'new',
    summary: 'writes an empty migration behind what will be the leaf after landing',
    load: async () => (await import('./new.js')).newCommand,
  },
  {
    name: 'rebase',
    summary: "puts the branch's own migrations behind the landed ones",
    load: async () => (await import('./rebase.js')).rebaseCommand,
  },
  { name: 'merge', summary: 'writes a migration that joins several leaves', load: async () => (await import('./merge.js')).mergeCommand },
  {
    name: 'restore',
    summary: 'brings the file of a migration back that is only on another branch',
    load: async () => (await import('./restore.js')).restoreCommand,
  },
  {
    name: 'status',
    summary: 'what a database says it has applied, compared with the histories here',
    load: async () => (await import('./status.js')).statusCommand,
  },
  {
    name: 'describe',
    summary: 'what the migrations do, one by one: for the terminal, or kept in a README',
    load: async () => (await import('./describe.js')).describeCommand,
  },
  {
    name: 'post-checkout',
    summary: 'what is applied to your database, and has its file on another branch alone',
    load: async () => (await import('../hooks/post-checkout.js')).postCheckoutCommand,
  },
  {
    name: 'verify',
    summary: 'runs the migrations on throw-away databases: install, down, up, each one by itself',
    load: async () => (await import('./verify.js')).verifyCommand,
  },
  {
    name: 'drift',
    summary: 'whether models and migrations agree, asked of the framework on a throw-away database',
    load: async () => (await import('./drift.js')).driftCommand,
  },
  {
    name: 'generate',
    summary: 'writes the migrations that the models ask for, without what would destroy, and proves them on a throw-away database',
    load: async () => (await import('./generate.js')).generateCommand,
  },
  {
    name: 'prove',
    summary: 'lands two branches in both orders on throw-away databases, and compares what comes of it',
    load: async () => (await import('./prove.js')).proveCommand,
  },
  {
    name: 'comment',
    summary: 'puts reports as one comment on the pull request or merge request of a job',
    load: async () => (await import('./comment.js')).commentCommand,
  },
  {
    name: 'sync',
    summary: 'writes the files that name leaves or describe chains: max_migration.txt, leaf.lock, a README',
    load: async () => (await import('./sync.js')).syncCommand,
  },
  {
    name: 'init',
    summary: 'calls oneleaf from the hooks that this repository uses',
    load: async () => (await import('./init.js')).initCommand,
  },
  { name: 'doctor', summary: 'what guards this clone, and what does not', load: async () => (await import('./doctor.js')).doctorCommand },
];
