/** What Node calls an error of its own (`ENOENT`), or PostgreSQL one of its (`42501`). */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
