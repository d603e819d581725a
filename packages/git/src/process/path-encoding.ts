const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A byte that is not UTF-8 becomes one lone surrogate, U+DC80 to U+DCFF, which no valid UTF-8 decodes to (as Python's surrogateescape, PEP 383). */
const ESCAPE = 0xdc00;

/** A path in git is bytes; as a string it is UTF-8 where it can be, and comes back to the same bytes by `encodePath`. */
export function decodePath(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return escapeInvalid(bytes);
  }
}

function escapeInvalid(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? String.fromCharCode(ESCAPE + (bytes[at] ?? 0)) : utf8.decode(bytes.subarray(at, at + length));
    at += Math.max(length, 1);
  }
  return text;
}

/** The length of the valid UTF-8 sequence at `at`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    try {
      utf8.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      continue;
    }
  }
  return 0;
}

const escapedBytePattern = /[\udc80-\udcff]/;

export function encodePath(path: string): Buffer {
  if (!escapedBytePattern.test(path)) return Buffer.from(path);
  const parts: Buffer[] = [];
  for (const character of path) {
    const code = character.charCodeAt(0);
    const escape = character.length === 1 && code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff;
    parts.push(escape ? Buffer.of(code - ESCAPE) : Buffer.from(character));
  }
  return Buffer.concat(parts);
}
