import { once } from 'node:events';
import { createServer } from 'node:net';
import { Keeper } from '../../lifecycle/keeper.js';
import { expectEmpty, folderLeftovers, specFolder, folderOptions } from '../../testing/spec-folder.js';
import { describeWithServers } from '../../testing/servers.js';
import { findBinaries } from './find-binaries.js';
import { freePort } from './free-port.js';
import { serverUser } from './server-user.js';
import { type ServerStart, startServer } from './server.js';

describeWithServers('a server', ({ options: { pgBin: folder, major } }) => {
  const place = specFolder();
  const keeper = new Keeper(process.env);
  afterAll(() => keeper.close());

  async function start(more: Partial<ServerStart>): ReturnType<typeof startServer> {
    const user = serverUser();
    const { project, env } = folderOptions(place);
    const binaries = await findBinaries({ project, env, user, ...(folder && { folder }), ...(major && { major }) }, keeper);
    return startServer({ keeper, binaries, env, user, places: [place], ...more });
  }

  async function withTakenPort(task: (port: number) => Promise<void>): Promise<void> {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    try {
      await task(typeof address === 'object' && address !== null ? address.port : 0);
    } finally {
      holder.close();
    }
  }

  test('takes another port when somebody was first', () =>
    withTakenPort(async taken => {
      const ports = [Promise.resolve(taken), Promise.resolve(taken), freePort()];
      const server = await start({ port: () => ports.shift() ?? freePort() });
      expect(server.tcp?.port).not.toBe(taken);
      expect(ports).toEqual([]);
      await server.session.close();
      await server.stop();
      expect(folderLeftovers(place)).toEqual([]);
    }));

  test('gives up when that goes on, says why, and leaves nothing', () =>
    withTakenPort(async taken => {
      await expect(start({ port: () => Promise.resolve(taken) })).rejects.toMatchObject({
        name: 'SandboxError',
        message: expect.stringContaining('Address already in use') as string,
      });
      await expectEmpty(place);
    }));
});
