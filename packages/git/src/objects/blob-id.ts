import type { Oid } from './oid.js';

/** The id under which git would keep contents; `width` is the bytes of the repository's ids. */
export function blobId(bytes: Uint8Array, width: number): Oid {
  // Loaded when it is first used: that takes milliseconds, and a push has no use for it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash(width === 32 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** With core.autocrlf a file that nobody changed differs from its blob by its line ends. */
export function unixLineEnds(bytes: Buffer): Buffer {
  return bytes.includes('\r\n') ? Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : bytes;
}
