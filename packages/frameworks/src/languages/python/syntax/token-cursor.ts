import { TokenDigest } from './token-digest.js';
import { Scanner } from './scanner.js';

/** A scanner over a whole file that takes a digest of what it passes: tokens and block structure, neither comments nor layout. */
export class TokenCursor {
  readonly digest = new TokenDigest();
  readonly scanner: Scanner;
  /** Where the last token that was read ends. */
  last = 0;

  /** Reads on from `start`, where a logical line begins. */
  constructor(
    readonly text: string,
    start = 0,
  ) {
    this.scanner = new Scanner(text, start, text.length, true);
    this.scanner.next();
  }

  next(): void {
    const { scanner } = this;
    if (scanner.kind === 'newline') this.digest.mark(0x20000 + scanner.indents.length);
    else this.digest.token(this.text, scanner.start, scanner.end);
    this.last = scanner.end;
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
