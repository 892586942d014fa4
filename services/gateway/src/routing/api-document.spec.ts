import { describe, expect, it } from '@jest/globals';
import { apiDocument } from './api-document.js';
import { offeredOperations } from './offered-operations.js';
import { OpenApi } from './openapi.js';
import { RouteTable } from './route-table.js';
import type { Description } from './service-descriptions.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answering = (schema: string, more: object = {}) => ({
  get: { 'x-public': true, responses: { 200: { content: { 'application/json': { schema: ref(schema) } } } }, ...more },
});
const PROBLEM = { type: 'object', properties: { code: { type: 'string' } } };

function described(service: string, paths: object, schemas: object, version = '1'): Description {
  return { service, version, openApi: OpenApi.parse({ paths, components: { schemas } }) };
}

function documentOf(...descriptions: Description[]) {
  const operations = descriptions.flatMap(({ service, openApi }) => offeredOperations(service, openApi));
  return apiDocument(descriptions, new RouteTable(operations), '1.2.3');
}

/** What the first answer of an operation refers to. */
function answered(document: ReturnType<typeof documentOf>, path: string): unknown {
  const operation = document.paths[path]!.get as ReturnType<typeof answering>['get'];
  return operation.responses[200].content['application/json'].schema;
}

describe('one document out of many', () => {
  it('has the operations of all services and the schemas they need', () => {
    const calls = described(
      'call-center',
      { '/api/v1/contacts': answering('Contact') },
      { Contact: { type: 'object' } },
    );
    const tickets = described(
      'ticket-center',
      { '/api/v1/tickets': answering('Ticket') },
      { Ticket: { type: 'array' } },
    );
    const document = documentOf(calls, tickets);

    expect(document.info.version).toBe('1.2.3');
    expect(Object.keys(document.paths)).toEqual(['/api/v1/contacts', '/api/v1/tickets']);
    expect(document.components.schemas).toEqual({ Contact: { type: 'object' }, Ticket: { type: 'array' } });
  });

  it('has nothing of what is not served', () => {
    const paths = { '/internal/tenants': answering('Tenant'), '/api/v1/tickets': answering('Ticket') };
    const document = documentOf(described('ticket-center', paths, { Tenant: {}, Ticket: {}, Unused: {} }));

    expect(Object.keys(document.paths)).toEqual(['/api/v1/tickets']);
    expect(Object.keys(document.components.schemas)).toEqual(['Ticket']);
  });

  it('has a schema that all say the same once', () => {
    const services = ['call-center', 'ticket-center'].map((name) =>
      described(name, { [`/api/v1/${name}`]: answering('Problem') }, { Problem: PROBLEM }),
    );

    expect(documentOf(...services).components.schemas).toEqual({ Problem: PROBLEM });
  });

  it('tells schemas of one name apart by the service, wherever they are referred to', () => {
    const schemas = (item: object) => ({ Page: { items: { type: 'array', items: ref('Item') } }, Item: item });
    const calls = described('call-center', { '/api/v1/contacts': answering('Page') }, schemas({ type: 'string' }));
    const tickets = described('ticket-center', { '/api/v1/tickets': answering('Page') }, schemas({ type: 'integer' }));
    const document = documentOf(calls, tickets);

    expect(answered(document, '/api/v1/contacts')).toEqual(ref('Page'));
    expect(answered(document, '/api/v1/tickets')).toEqual(ref('TicketCenterPage'));
    expect(document.components.schemas).toEqual({
      Page: { items: { type: 'array', items: ref('Item') } },
      Item: { type: 'string' },
      TicketCenterPage: { items: { type: 'array', items: ref('TicketCenterItem') } },
      TicketCenterItem: { type: 'integer' },
    });
  });

  it('tells them apart between versions of a service too', () => {
    const versions = ['string', 'integer', 'boolean'].map((type, n) =>
      described('ticket-center', { [`/api/v1/v${n}`]: answering('Ticket') }, { Ticket: { type } }, String(n)),
    );

    expect(Object.keys(documentOf(...versions).components.schemas)).toEqual([
      'Ticket',
      'TicketCenterTicket',
      'TicketCenterTicket2',
    ]);
  });

  it('copes with schemas that refer to themselves', () => {
    const tree = { Node: { properties: { children: { type: 'array', items: ref('Node') } } } };
    const document = documentOf(described('call-center', { '/api/v1/trees': answering('Node') }, tree));

    expect(document.components.schemas).toEqual(tree);
  });

  it('names every operation differently', () => {
    const services = ['call-center', 'ticket-center'].map((name) =>
      described(name, { [`/api/v1/${name}`]: answering('A', { operationId: 'list' }) }, { A: {} }),
    );
    const { paths } = documentOf(...services);
    const ids = Object.values(paths).map(({ get }) => (get as { operationId: string }).operationId);

    expect(ids).toEqual(['list', 'ticket-center_list']);
  });

  it('leaves what a clash lost to the one who won it', () => {
    const calls = described('call-center', { '/api/v1/things/{id}': answering('Call') }, { Call: {} });
    const tickets = described('ticket-center', { '/api/v1/things/{ticketId}': answering('Ticket') }, { Ticket: {} });
    const document = documentOf(calls, tickets);

    expect(Object.keys(document.paths)).toEqual(['/api/v1/things/{id}']);
    expect(Object.keys(document.components.schemas)).toEqual(['Call']);
  });
});
