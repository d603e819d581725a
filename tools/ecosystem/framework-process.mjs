import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One interpreter that has both frameworks and answers for many landings, one after another. */
export class FrameworkProcess {
  #sent = new Set();

  constructor(python) {
    this.process = spawn(python, ['-B', '-W', 'ignore', fileURLToPath(new URL('judge.py', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** `texts` reads contents by blob id: each is sent once. */
  async ask(request, texts) {
    const needed = Object.values(request.trees).flatMap(tree => Object.values(tree));
    const fresh = [...new Set(needed)].filter(oid => !this.#sent.has(oid));
    for (const oid of fresh) this.#sent.add(oid);
    this.process.stdin.write(`${JSON.stringify({ ...request, texts: fresh.length > 0 ? await texts(fresh) : {} })}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the interpreter ended');
    return JSON.parse(value);
  }

  close() {
    this.process.stdin.end();
  }
}
