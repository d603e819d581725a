/** Feeds whole lines (without their end) out of chunks that break anywhere. */
export function lineSink(end: number, take: (bytes: Buffer, from: number, to: number) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return chunk => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = bytes.indexOf(end); to !== -1; to = bytes.indexOf(end, from)) {
      take(bytes, from, to);
      from = to + 1;
    }
    rest = bytes.subarray(from);
  };
}
