/** A 64-bit digest of a run of tokens, kept in two lanes of 32 bits: fast and repeatable, no protection against malice. */
export class TokenDigest {
  private high = 0x9e3779b9;
  private low = 0x41c6ce57;

  /** Takes in `text[start, end)` as one token. */
  token(text: string, start: number, end: number): void {
    let { high, low } = this;
    for (let at = start; at < end; at += 1) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0x85ebca77);
      low = (Math.imul(low ^ code, 0xc2b2ae3d) + (high >>> 15)) | 0;
    }
    this.high = high;
    this.low = low;
    this.mark(0x10001);
  }

  /** Takes in a boundary that no character can spell. */
  mark(code: number): void {
    this.high = (Math.imul(this.high ^ code, 0x85ebca77) + (this.low >>> 13)) | 0;
    this.low = (Math.imul(this.low ^ code, 0xc2b2ae3d) + (this.high >>> 15)) | 0;
  }

  state(): readonly [number, number] {
    return [this.high, this.low];
  }

  /** Forgets everything since `state` was asked. */
  rewind([high, low]: readonly [number, number]): void {
    this.high = high;
    this.low = low;
  }

  toString(): string {
    return [this.high, this.low].map(lane => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
