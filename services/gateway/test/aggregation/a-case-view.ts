/** How case-center describes the reading of a case. */
export const CASE_DESCRIBED = {
  operationId: 'getCase',
  responses: {
    '200': {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              id: { type: 'string', format: 'uuid' },
              lines: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer', title: 'No.' } } } },
            },
          },
        },
      },
    },
  },
};

export const input = { from: 'inputs', at: '/id' };
export const told = { freshMs: 60_000, changedBy: [input] };
export const aCase = {
  operation: 'GET /api/v1/cases/{id}',
  parameters: { id: input },
  priority: 'fast',
  timeoutMs: 2_000,
};
export const notes = { operation: 'GET /api/v1/notes', parameters: { caseId: input }, priority: 1, timeoutMs: 2_000 };
export const odd = { operation: 'GET /api/v1/odd', parameters: { caseId: input }, priority: 1, timeoutMs: 2_000 };
export const view = (name: string, parts: object, more: object = {}) => ({
  name,
  title: 'A case',
  path: `/api/v1/views/${name}/{id}`,
  permission: 'case:read',
  inputs: { id: { format: 'uuid' } },
  parts,
  ...more,
});
export const CASE = view(
  'case',
  {
    case: { ...aCase, ...told, fields: ['/id', '/ownerId', { at: '/lines/*/n', title: 'Number' }] },
    owner: {
      operation: 'GET /api/v1/owners/{id}',
      parameters: { id: { from: 'case', at: '/ownerId' } },
      priority: 'fast',
      timeoutMs: 2_000,
      ...told,
    },
    notes: { ...notes, ...told },
    order: {
      operation: 'GET /api/v1/orders',
      parameters: { id: { from: 'case', at: '/orderId' } },
      priority: 2,
      timeoutMs: 2_000,
    },
    questions: {
      operation: 'POST /api/v1/order-questions',
      body: { caseId: input, most: 3 },
      priority: 3,
      timeoutMs: 2_000,
      ...told,
    },
  },
  { required: 'case' },
);
