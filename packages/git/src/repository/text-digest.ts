/**
 * Sixteen hexadecimal digits that differ where texts differ: a file name for a text of any length. FNV-1a, 64 bits in four parts of 16.
 * A cryptographic one would cost every command the milliseconds that node:crypto takes to load.
 */
export function textDigest(text: string): string {
  const parts = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of Buffer.from(text)) addByte(parts, byte);
  return parts
    .map(part => part.toString(16).padStart(4, '0'))
    .reverse()
    .join('');
}

/** Multiplies by the prime 2^40 + 0x1b3, lowest part first. */
function addByte(parts: number[], byte: number): void {
  const [first = 0, second = 0, third = 0, fourth = 0] = parts;
  const lowest = first ^ byte;
  let carry = 0;
  const shifted = [0, 0, lowest << 8, second << 8];
  for (const [index, part] of [lowest, second, third, fourth].entries()) {
    const sum = part * 0x1b3 + (shifted[index] ?? 0) + carry;
    parts[index] = sum & 0xffff;
    carry = Math.floor(sum / 0x10000);
  }
}
