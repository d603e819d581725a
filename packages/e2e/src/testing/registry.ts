import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readJson } from './json.js';
import { installPackages, tarballs } from './tarballs.js';

/** An npm registry with both packages in it, which sends whoever asks for anything else to the usual one. */
export interface Registry {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => void;
}

export async function startRegistry(): Promise<Registry> {
  const usual = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const [oneleaf, plugin] = tarballs();
  const files = new Map([
    ['oneleaf', oneleaf],
    ['@oneleaf/nx', plugin],
  ]);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const tarball = files.get(path.replace(/\.tgz$/, ''));
    if (tarball === undefined) response.writeHead(302, { location: new URL(path, usual).href }).end();
    else if (path.endsWith('.tgz')) response.end(readFileSync(tarball));
    else response.end(JSON.stringify(packument(path, tarball, `http://${request.headers.host ?? ''}`)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { env: { npm_config_registry: `http://127.0.0.1:${port}/` }, close: () => void server.close() };
}

/** What a registry says of a package with one version. */
function packument(name: string, tarball: string, host: string): unknown {
  const manifest = readJson(join(installPackages('23.2.1'), 'node_modules', name, 'package.json'));
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const version = String(manifest['version']);
  const dist = { tarball: `${host}/${name}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
