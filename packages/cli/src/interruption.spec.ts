import { EventEmitter } from 'node:events';
import { interruption } from './interruption.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const heard = (process: EventEmitter): number => SIGNALS.reduce((sum, signal) => sum + process.listenerCount(signal), 0);

test('a signal does what it always does while no command has asked for it', () => {
  const process = new EventEmitter();
  const { came } = interruption(process);
  expect([heard(process), came()]).toEqual([0, undefined]);
});

test.each(SIGNALS)('%s aborts what asked for it, and the next signal finds nobody listening', name => {
  const process = new EventEmitter();
  const { awaited, came } = interruption(process);
  const [one, other] = [awaited(), awaited()];
  expect([one === other, one.aborted, heard(process)]).toEqual([true, false, 3]);
  process.emit(name);
  expect([one.aborted, came(), heard(process)]).toEqual([true, name, 0]);
  expect(String(one.reason)).toBe(`EnvironmentError: stopped by ${name}, and what was made for this command is gone`);
});
