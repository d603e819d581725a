/** What must be undone however this process ends: folders to remove, children to end. */
const exitActions = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function runExitActions(): void {
  for (const undo of exitActions) undo();
  exitActions.clear();
}

/** Node's default for a signal is to die without an 'exit' event. */
function exitBySignal(signal: NodeJS.Signals): void {
  runExitActions();
  removeListeners();
  process.kill(process.pid, signal);
}

function addListeners(): void {
  process.on('exit', runExitActions);
  for (const signal of signals) process.on(signal, exitBySignal);
}

function removeListeners(): void {
  process.off('exit', runExitActions);
  for (const signal of signals) process.off(signal, exitBySignal);
}

/** Runs `undo` if the process ends first; returns a function that cancels it. */
export function beforeExit(undo: () => void): () => void {
  if (exitActions.size === 0) addListeners();
  exitActions.add(undo);
  return () => {
    if (exitActions.delete(undo) && exitActions.size === 0) removeListeners();
  };
}

/** Runs a task that waits for nothing; a signal that comes meanwhile ends the process after it. */
export async function deferSignals(task: () => void): Promise<void> {
  const done = beforeExit(() => undefined);
  try {
    task();
  } finally {
    // Node delivers signals when it looks for input: the first turn ends the round that this runs in, the second one looks.
    await eventLoopTurn();
    await eventLoopTurn();
    done();
  }
}

function eventLoopTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
