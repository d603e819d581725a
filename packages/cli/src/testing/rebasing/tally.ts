/** What became of the scenes: a property that is never put to the test holds too. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(what: string, times = 1): void {
    this.counts.set(what, this.of(what) + times);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  isFair(): void {
    expect(this.of('refused')).toBeLessThan(this.of('scenes') * 0.1);
    expect(this.of('rewritten')).toBeGreaterThan(this.of('scenes') / 2);
  }
}
