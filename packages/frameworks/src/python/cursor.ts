import { Digest } from './digest.js';
import { Scanner } from './scanner.js';

/** A scanner over a whole file that takes a digest of what it passes: tokens and block structure, neither comments nor layout. */
export class Cursor {
  readonly digest = new Digest();
  readonly scanner: Scanner;

  constructor(readonly text: string) {
    this.scanner = new Scanner(text, 0, text.length, true);
    this.scanner.next();
  }

  next(): void {
    const { scanner } = this;
    if (scanner.kind === 'newline') this.digest.mark(0x20000 + scanner.indents.length);
    else this.digest.token(this.text, scanner.start, scanner.end);
    scanner.next();
  }

  /** The name or keyword at hand; empty for any other token. */
  word(): string {
    return this.scanner.kind === 'name' ? this.scanner.source() : '';
  }

  /** Whether a simple statement ends here. */
  endsStatement(): boolean {
    const { kind, depth } = this.scanner;
    return kind === 'newline' || kind === 'end' || (depth === 0 && this.scanner.is('operator', ';'));
  }
}
