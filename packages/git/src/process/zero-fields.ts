/** The fields of an output in which each ends with a zero byte. */
export function zeroFields(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let from = 0, to = bytes.indexOf(0); to !== -1; from = to + 1, to = bytes.indexOf(0, from)) found.push(bytes.subarray(from, to));
  return found;
}
