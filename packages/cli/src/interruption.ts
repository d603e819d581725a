import { EnvironmentError } from '@oneleaf/core/errors';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type StopSignal = (typeof SIGNALS)[number];

/** A process, or what stands for one. */
interface SignalSource {
  once(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

/** Lets a command that asks for it take back what it has made before a signal ends it. */
export interface Interruption {
  /** Aborts with the first signal. From the first call on that one does nothing else; the second one ends the process, as always. */
  readonly awaited: () => AbortSignal;
  /** The signal that came, which the process has still to end by: a shell stops its script for no other reason. */
  readonly came: () => StopSignal | undefined;
}

export function interruption(process: SignalSource): Interruption {
  let stop: AbortController | undefined;
  let came: StopSignal | undefined;
  const listen = (): AbortController => {
    const controller = new AbortController();
    const listeners = SIGNALS.map(signal => [signal, () => end(signal)] as const);
    const end = (signal: StopSignal): void => {
      for (const [name, listener] of listeners) process.off(name, listener);
      came = signal;
      controller.abort(new EnvironmentError(`stopped by ${signal}, and what was made for this command is gone`));
    };
    for (const [signal, listener] of listeners) process.once(signal, listener);
    return controller;
  };
  return { awaited: () => (stop ??= listen()).signal, came: () => came };
}
