import Fastify from 'fastify';

// A service as the gateway finds them: JSON by Fastify, and a description of what it offers.
const row = { id: '01a20a15-7f1e-70c8-b7fe-a29b40cf13f4', number: 'T-20261123-000123', status: 'assigned', version: 3 };
const small = { ...row, subject: 'x'.repeat(180) };
const large = { items: Array.from({ length: 110 }, (_, n) => ({ ...row, n, subject: 'x'.repeat(50) })), next: null };
const operation = { get: { 'x-permission': 'ticket:read' } };

const server = Fastify();
server.get('/openapi.json', () => ({
  openapi: '3.1.0',
  paths: { '/api/v1/tickets/{id}': operation, '/api/v1/tickets': operation },
}));
server.get('/api/v1/tickets/:id', () => small);
server.get('/api/v1/tickets', () => large);
const url = await server.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ url }));
