/** What must be undone however this process ends: folders to remove, children to end. */
const pending = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function undoAll(): void {
  for (const undo of pending) undo();
  pending.clear();
}

/** Node's default for a signal is to die without an 'exit' event. */
function undoAndDie(signal: NodeJS.Signals): void {
  undoAll();
  unwatch();
  process.kill(process.pid, signal);
}

function watch(): void {
  process.on('exit', undoAll);
  for (const signal of signals) process.on(signal, undoAndDie);
}

function unwatch(): void {
  process.off('exit', undoAll);
  for (const signal of signals) process.off(signal, undoAndDie);
}

/** Runs `undo` if the process ends first; returns what says that it is no longer needed. */
export function beforeExit(undo: () => void): () => void {
  if (pending.size === 0) watch();
  pending.add(undo);
  return () => {
    if (pending.delete(undo) && pending.size === 0) unwatch();
  };
}

/** Runs a task that waits for nothing; a signal that comes meanwhile ends the process after it. */
export async function undisturbed(task: () => void): Promise<void> {
  const done = beforeExit(() => undefined);
  try {
    task();
  } finally {
    // Node tells of signals when it looks for input: the first turn ends the round that this runs in, the second one looks.
    await turn();
    await turn();
    done();
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
