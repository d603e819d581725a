import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A self-hosted remote cache as Nx's OpenAPI describes it: PUT and GET /v1/cache/{hash}, with a bearer token. */
export interface CacheServer {
  readonly env: Readonly<Record<string, string>>;
  /** `GET 404`, `PUT 200`, in the order of the requests. */
  readonly seen: string[];
  readonly close: () => void;
}

const STATUS = { known: { GET: 200, PUT: 409 }, new: { GET: 404, PUT: 200 } };

export async function startCacheServer(): Promise<CacheServer> {
  const kept = new Map<string, Buffer>();
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const hash = request.url ?? '';
      const status =
        request.headers.authorization === 'Bearer secret'
          ? STATUS[kept.has(hash) ? 'known' : 'new'][request.method === 'PUT' ? 'PUT' : 'GET']
          : 401;
      const body = kept.get(hash);
      if (status === 200 && request.method === 'PUT') kept.set(hash, Buffer.concat(parts));
      seen.push(`${request.method ?? ''} ${status}`);
      response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(request.method === 'GET' ? body : undefined);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: `http://127.0.0.1:${port}`,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'secret',
  };
  return { env, seen, close: () => void server.close() };
}
