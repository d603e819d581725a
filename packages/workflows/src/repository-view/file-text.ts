/** A file's bytes as a text that becomes the same bytes again, byte order mark included; undefined where they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return Buffer.from(text).equals(bytes) ? text : undefined;
}
