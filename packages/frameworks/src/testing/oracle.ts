import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Path and text of every file. */
export type TreeFiles = Readonly<Record<string, string>>;

export interface OracleRequest {
  readonly files: TreeFiles;
}

type LineReceiver = (line: string) => void;

/** One interpreter that has imported a framework once and answers for many trees, one after another. */
export class Oracle<Answer> {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting: LineReceiver[] = [];
  private said = '';

  /** `hashSeed`: Python orders its sets by it. */
  constructor(
    python: string,
    program: string,
    private readonly isAnswer: (reply: unknown) => reply is Answer,
    hashSeed = 0,
  ) {
    const env = { PATH: process.env.PATH, PYTHONHASHSEED: String(hashSeed), PYTHONUTF8: '1' };
    this.process = spawn(python, ['-B', '-W', 'ignore', join(__dirname, '..', 'differential', program)], { env });
    this.process.stderr.on('data', (text: Buffer) => (this.said += text.toString()));
    createInterface({ input: this.process.stdout }).on('line', line => this.waiting.shift()?.(line));
    this.process.on('close', () => this.waiting.splice(0).forEach(resolve => resolve('{"broken":"the process ended"}')));
  }

  async ask(request: OracleRequest): Promise<Answer> {
    const line = await new Promise<string>(resolve => {
      this.waiting.push(resolve);
      this.process.stdin.write(`${JSON.stringify(request)}\n`);
    });
    const reply: unknown = JSON.parse(line);
    if (this.isAnswer(reply)) return reply;
    throw new Error(`the oracle failed: ${line}\n${this.said}`);
  }

  close(): void {
    this.process.stdin.end();
  }
}
