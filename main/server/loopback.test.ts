import { createServer } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { isLoopback, listenOnLoopback } from './loopback.ts';

describe('an address that is listened at', () => {
  it('is this computer’s own', () => {
    expect(isLoopback({ address: '127.0.0.1', family: 'IPv4', port: 1 })).toBe(true);
  });

  it.each([
    ['0.0.0.0', 'IPv4'],
    ['127.0.0.2', 'IPv4'],
    ['192.168.1.7', 'IPv4'],
    ['10.0.0.1', 'IPv4'],
    ['::', 'IPv6'],
    ['::1', 'IPv6'],
    ['::ffff:127.0.0.1', 'IPv6'],
    ['127.0.0.1', 'IPv6'],
    ['localhost', 'IPv4'],
    ['127.0.0.1.evil.example', 'IPv4'],
    ['', 'IPv4'],
  ])('is never %s (%s)', (address, family) => {
    expect(isLoopback({ address, family, port: 1 })).toBe(false);
  });

  it.each(['127.0.0.1', '/run/smearlab.sock', null])('is never %j, which is no address with a port', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});

describe('listening', () => {
  const server = createServer((_, response) => response.end());
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('reaches no other address of this computer', async () => {
    const port = await listenOnLoopback(server, 0);
    expect(await canConnect('127.0.0.1', port)).toBe(true);
    const others = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ address }) => address !== '127.0.0.1'));
    const foreign = [...others.map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address)), '127.0.0.2', '::1'];
    for (const address of foreign) expect(await canConnect(address, port), address).toBe(false);
  });

  it('at a port that is taken says so, and how to choose another', async () => {
    const port = await listenOnLoopback(server, 0);
    const second = listenOnLoopback(createServer(), port);
    await expect(second).rejects.toMatchObject({ kind: 'in-use', message: expect.stringMatching(`Port ${port} is used.*--port`) });
  });

  it.each([-1, 65_536, 1.5, Number.NaN])('at port %d is wrong usage', async (port) => {
    await listenOnLoopback(server, 0);
    await expect(listenOnLoopback(createServer(), port)).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}
