import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** The git commands that a task starts in this process, sorted: `rev-list`. */
export async function startedGit(task: () => Promise<unknown>): Promise<readonly string[]> {
  const children: ChildProcess[] = [];
  const note = (message: unknown): void => {
    if (isStart(message)) children.push(message.process);
  };
  subscribe('child_process', note);
  try {
    await task();
  } finally {
    unsubscribe('child_process', note);
  }
  return children.map(({ spawnargs }) => commandOf(spawnargs)).sort();
}

function isStart(message: unknown): message is { readonly process: ChildProcess } {
  return typeof message === 'object' && message !== null && 'process' in message;
}

/** What stands after git's own options, of which `-c` has a value. */
function commandOf([, ...args]: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c') ?? '';
}
