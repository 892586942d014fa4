import replyFrom from '@fastify/reply-from';
import Fastify from 'fastify';

// What a Fastify gateway is usually made of, without any rules.
const server = Fastify();
await server.register(replyFrom, { base: process.argv[2]!, undici: { connections: 128, pipelining: 1 } });
server.get('/*', (request, reply) => reply.from(request.url));
const url = await server.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ url }));
