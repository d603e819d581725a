/** A port of the container on a free port of 127.0.0.1: `80/tcp` for `0.0.0.0:8000:80/tcp`. Undefined if the text is not a port. */
export function loopbackPort(spec: string): string | undefined {
  // What stands before it may be an address of IPv6, a range, or empty.
  const container = spec.slice(spec.lastIndexOf(':') + 1);
  return /^\d+(-\d+)?(\/\w+)?$/.test(container) ? `127.0.0.1::${container}` : undefined;
}
