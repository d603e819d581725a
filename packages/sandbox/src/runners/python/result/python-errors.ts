import type { KnownError } from '../../../known-error.js';

/** What errors of Python and of the libraries that projects load look like, and what each means. */
export const pythonErrors: readonly KnownError[] = [
  {
    pattern: /^ModuleNotFoundError: No module named '([\w.]+)'/,
    reason: 'the project imports $1, which this Python does not have',
    hint: 'install the project’s requirements there, or name another Python in the configuration',
  },
  {
    pattern: /^ImportError: cannot import name '([^']+)' from partially initialized module '([\w.]+)'/,
    reason: 'modules import each other: $1 is imported from $2 before $2 defines it',
    hint: 'put what both need into a module of its own, or import it in the function that needs it',
  },
  {
    pattern: /^KeyError: '([A-Z][A-Z0-9_]+)'$/,
    reason: 'the project needs the variable $1, which is not set',
    hint: 'set it in the configuration; {url} stands for the throw-away database',
  },
  {
    pattern: /^ConnectionError: Error \S+ connecting to (\S+?)\.? /,
    reason: 'the project connects to Redis at $1 when it starts',
    hint: 'start a Redis, and set the variable that the project reads to its address',
  },
  {
    pattern: /lock timeout/i,
    reason: 'it waited for a lock that another connection of the same run holds',
    hint: 'look for a migration that opens a second connection, or that leaves a transaction open',
  },
  {
    pattern: /^Timeout:/,
    reason: 'it did not end within its time limit',
    hint: 'look for an endless loop, a question or a lock',
  },
];
