import type { Writable } from 'node:stream';
import type { Git } from '../process/git.js';
import { GitError } from '../process/git-error.js';
import type { GitVersion } from '../process/git-version.js';
import { CatFileParser, type ObjectSink, type ReadObjects } from './cat-file.js';

/** Several requests to one child: starting one from a large process costs more than most requests. */
export async function withObjectSession<T>(git: Git, task: (read: ReadObjects) => Promise<T>): Promise<T> {
  const session = new ObjectSession(git);
  try {
    return await task((request, sink) => session.read(request, sink));
  } finally {
    await session.close();
  }
}

/** `--batch-command` came with git 2.36; without it only the end of the input ends a request. */
export function supportsObjectSession(version: GitVersion): Promise<boolean> {
  return version.isAtLeast(2, 36);
}

const NEWLINE = 0x0a;
const CONTENTS = Buffer.from('contents ');
const FLUSH = Buffer.from('flush\n');

class ObjectSession {
  readonly #parser = new CatFileParser();
  readonly #ended: Promise<unknown>;
  #stdin: Writable | undefined;
  #done: () => void = () => undefined;
  #expected = 0;

  constructor(git: Git) {
    this.#ended = git.run(['cat-file', '--batch-command', '--buffer'], {
      feed: stdin => (this.#stdin = stdin),
      sink: chunk => {
        this.#parser.push(chunk);
        if (this.#parser.index === this.#expected) this.#done();
      },
    });
    // A failure rejects the request that waits; between two requests nothing waits.
    this.#ended.catch(() => undefined);
  }

  async read(request: Uint8Array, sink: ObjectSink): Promise<void> {
    if (request.length === 0) return;
    const line = request.indexOf(NEWLINE) + 1;
    const done = new Promise<void>(resolve => (this.#done = resolve));
    this.#expected = request.length / line;
    this.#parser.index = 0;
    this.#parser.sink = sink;
    this.#stdin?.write(batchCommands(request, line));
    await Promise.race([done, this.#ended]);
    if (this.#parser.index < this.#expected)
      throw new GitError('git cat-file ended before it had answered', 'git fsck --connectivity-only');
  }

  async close(): Promise<void> {
    this.#stdin?.end();
    await this.#ended.catch(() => undefined);
  }
}

/** `contents <id>` for each id, and `flush`. */
function batchCommands(request: Uint8Array, line: number): Buffer {
  const count = request.length / line;
  const text = Buffer.allocUnsafe(count * (CONTENTS.length + line) + FLUSH.length);
  let at = 0;
  for (let from = 0; from < request.length; from += line) {
    text.set(CONTENTS, at);
    text.set(request.subarray(from, from + line), at + CONTENTS.length);
    at += CONTENTS.length + line;
  }
  text.set(FLUSH, at);
  return text;
}
