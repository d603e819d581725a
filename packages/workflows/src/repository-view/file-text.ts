/** Decodes bytes so that encoding gives the same bytes, with the byte order mark; undefined if they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return Buffer.from(text).equals(bytes) ? text : undefined;
}
