import Fastify from 'fastify';

// A service as the gateway finds them: JSON by Fastify, and a description of what it offers, with so many routes.
// node upstream.js [<routes>]
const row = { id: '01a20a15-7f1e-70c8-b7fe-a29b40cf13f4', number: 'T-20261123-000123', status: 'assigned', version: 3 };
const small = { ...row, subject: 'x'.repeat(180) };
const large = { items: Array.from({ length: 110 }, (_, n) => ({ ...row, n, subject: 'x'.repeat(50) })), next: null };
const operation = { get: { 'x-permission': 'ticket:read' } };
const more = Array.from({ length: Number(process.argv[2] ?? 10) - 2 }, (_, n) => [
  `/api/v1/kind-${n}/{id}/part-${n % 7}`,
  operation,
]);

const server = Fastify();
server.get('/openapi.json', () => ({
  openapi: '3.1.0',
  paths: {
    '/api/v1/tickets/{id}': operation,
    '/api/v1/tickets': operation,
    ...(Object.fromEntries(more) as Record<string, typeof operation>),
  },
}));
server.get('/api/v1/tickets/:id', () => small);
server.get('/api/v1/tickets', () => large);
const url = await server.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ url }));
