import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TcpProxy } from './tcp-proxy.js';

describe('the TCP proxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  const clients: Socket[] = [];

  beforeEach(async () => {
    echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await TcpProxy.before(`127.0.0.1:${(echo.address() as AddressInfo).port}`);
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await proxy.close();
    echo.close();
  });

  it('passes what is said, both ways', async () => {
    const client = await connected();
    expect(await answerTo(client, 'hello')).toBe('hello');
  });

  it('cuts what is connected and takes new connections', async () => {
    const client = await connected();
    const failed = once(client, 'error');
    proxy.cut();
    const [error] = await failed;
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(await answerTo(await connected(), 'hello')).toBe('hello');
  });

  it('refuses until it accepts again, at the same address', async () => {
    const { endpoint } = proxy;
    await proxy.refuse();
    await expect(connected()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.accept();
    expect(proxy.endpoint).toBe(endpoint);
    expect(await answerTo(await connected(), 'hello')).toBe('hello');
  });

  it('swallows what is said on old and new connections, for good', async () => {
    const before = await connected();
    expect(await answerTo(before, 'hello')).toBe('hello');
    proxy.swallow();
    const during = await connected();
    const heard: string[] = [];
    for (const client of [before, during]) client.on('data', (chunk) => heard.push(chunk.toString())).write('anybody?');
    proxy.pass();
    expect(await answerTo(await connected(), 'hello')).toBe('hello');
    expect(heard).toEqual([]);
    expect([before, during].map(({ readyState }) => readyState)).toEqual(['open', 'open']);
  });

  it('changes what the server says, where it is asked to', async () => {
    const { port } = echo.address() as AddressInfo;
    const retelling = await TcpProxy.before(`127.0.0.1:${port}`, (said, own) =>
      Buffer.from(said.toString().replace(`${port}`, `${own}`)),
    );
    const [host, own] = retelling.endpoint.split(':');
    const client = connect({ host, port: Number(own) });
    clients.push(client);
    expect(await answerTo(client, `I am at ${port}`)).toBe(`I am at ${own}`);
    await retelling.close();
  });

  it('slows down both ways', async () => {
    proxy.slow(20);
    const client = await connected();
    const start = performance.now();
    expect(await answerTo(client, 'hello')).toBe('hello');
    expect(performance.now() - start).toBeGreaterThanOrEqual(39);
  });

  async function connected(): Promise<Socket> {
    const [host, port] = proxy.endpoint.split(':');
    const client = connect({ host, port: Number(port) });
    clients.push(client);
    await once(client, 'connect');
    return client;
  }

  async function answerTo(client: Socket, word: string): Promise<string> {
    client.write(word);
    return String((await once(client, 'data'))[0]);
  }
});
