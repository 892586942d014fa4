import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { CUSTOMER, formAsking, ifMatch, openedWith } from './forms-in-a-spec.js';

const text = { type: 'string' };

interface Stage {
  readonly stage: string;
  readonly form: { readonly version: number };
  readonly answers: Record<string, unknown> | null;
}
interface Line {
  readonly id: string;
  readonly special: Record<string, unknown>;
}

describe('the forms of a ticket', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('*');
    const opening = formAsking(
      { orderNumber: { ...text, title: 'Order number' }, pieces: { type: 'integer' }, total: { type: 'number' } },
      { required: ['orderNumber'] },
    );
    await mia.put('/api/v1/forms/shop-open', {
      ...opening,
      computed: { total: 'pieces * 10' },
      indexed: ['orderNumber'],
    });
    const handling = formAsking(
      { outcome: { ...text, enum: ['sent', 'other'] }, why: text },
      { required: ['outcome'], if: { properties: { outcome: { const: 'other' } } }, then: { required: ['why'] } },
    );
    await mia.put('/api/v1/forms/shop-handle', handling);
    await mia.put('/api/v1/forms/shop-close', formAsking({ lesson: text }, { required: ['lesson'] }));
    const stages = { open: 'shop-open', handle: 'shop-handle', close: 'shop-close' };
    const type = { name: 'Shop', returnVisit: false, stages };
    expect(await mia.put('/api/v1/ticket-types/shop', type)).toMatchObject({ status: 200, body: { stages } });
  });
  afterAll(() => service.stop());

  const stagesOf = async (ticketId: string) => {
    const { body } = await mia.get<{ items: Stage[] }>(`/api/v1/tickets/${ticketId}/forms`);
    return Object.fromEntries(body.items.map((each) => [each.stage, each]));
  };
  const fill = ({ id, version }: { id: string; version: number }, stage: string, answers: object) =>
    mia.put<TicketView & Omit<Problem, 'status'>>(
      `/api/v1/tickets/${id}/forms/${stage}`,
      { answers },
      ifMatch(version),
    );

  it('keep what is special to its type apart from what every ticket has', async () => {
    const { status, body } = await openedWith(mia, 'shop', { orderNumber: 'SO-1', pieces: 3, total: 1 });
    expect(status).toBe(201);
    expect(JSON.stringify(body)).not.toContain('SO-1');
    expect(await stagesOf(body.id)).toMatchObject({
      open: { answers: { orderNumber: 'SO-1', pieces: 3, total: 30 } },
      handle: { answers: null },
    });
  });

  it('are judged field by field, in words, with pointers into the request', async () => {
    const { status, body } = await openedWith(mia, 'shop', { pieces: 'three' });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { field: 'answers.orderNumber', pointer: '/answers/orderNumber', message: 'Order number is missing' },
      { field: 'answers.pieces', pointer: '/answers/pieces', message: 'must be of type integer' },
    ]);
    expect(await openedWith(mia, 'general', { any: 1 })).toMatchObject({ body: { code: 'ticket-stage-has-no-form' } });
  });

  it('differ by stage, and ask some fields only then', async () => {
    const { body: ticket } = await openedWith(mia, 'shop', { orderNumber: 'SO-2' });
    expect((await fill(ticket, 'handle', { outcome: 'other' })).body.errors).toMatchObject([
      { pointer: '/answers/why' },
    ]);
    const { status, body } = await fill(ticket, 'handle', { outcome: 'other', why: 'lost' });
    expect(status).toBe(200);
    expect((await fill(ticket, 'handle', { outcome: 'sent' })).status).toBe(412);
    expect((await fill(body, 'none', {})).body.code).toBe('ticket-stage-has-no-form');
    expect((await stagesOf(ticket.id)).handle).toMatchObject({ answers: { outcome: 'other', why: 'lost' } });
    const journal = await mia.get<{ items: { type: string; data: object }[] }>(`/api/v1/tickets/${ticket.id}/journal`);
    expect(journal.body.items.at(-1)).toMatchObject({
      type: 'ticket-form-filled',
      data: { stage: 'handle', by: 'mia' },
    });
    expect(JSON.stringify(journal.body)).not.toContain('lost');
  });

  it('have to be filled in before a ticket is solved, where there is one for closing', async () => {
    const { body: ticket } = await openedWith(mia, 'shop', { orderNumber: 'SO-3' });
    const { body: grabbed } = await mia.post<TicketView>(`/api/v1/tickets/${ticket.id}/grab`);
    const solve = () => mia.post(`/api/v1/tickets/${ticket.id}/solve`, { solution: 'Sent.' });
    expect(await solve()).toMatchObject({
      status: 409,
      body: { code: 'ticket-not-ready', errors: [{ field: 'form' }] },
    });
    await fill(grabbed, 'close', { lesson: 'Pack better.' });
    expect(await solve()).toMatchObject({ status: 200 });
  });

  it('get a field that the next ticket has, without a release; a ticket of before is judged by its own (S1.29)', async () => {
    const asks = (...fields: string[]) => ({
      ...formAsking(Object.fromEntries(fields.map((f) => [f, text]))),
      indexed: fields,
    });
    await mia.put('/api/v1/forms/growing', asks('plate'));
    await mia.put('/api/v1/ticket-types/growing', {
      name: 'G',
      returnVisit: false,
      stages: { open: 'growing', handle: 'growing' },
    });
    const before = (await openedWith(mia, 'growing', { plate: 'A1' })).body;
    await mia.put('/api/v1/forms/growing', asks('plate', 'colour'), ifMatch(1));
    const after = await openedWith(mia, 'growing', { plate: 'B2', colour: 'red' });
    expect(after.status).toBe(201);
    expect((await fill(before, 'handle', { colour: 'red' })).body.errors).toMatchObject([
      { pointer: '/answers/colour' },
    ]);
    expect((await fill(before, 'handle', { plate: 'A1' })).status).toBe(200);
    expect((await stagesOf(before.id)).handle!.form.version).toBe(1);
    const list = async (query: string) => (await mia.get<{ items: Line[] }>(`/api/v1/tickets?${query}`)).body.items;
    expect(await list('fields=plate,colour&limit=2')).toMatchObject([
      { id: after.body.id, special: { plate: 'B2', colour: 'red' } },
      { id: before.id, special: { plate: 'A1' } },
    ]);
    expect((await list('field=colour&value=red')).map(({ id }) => id)).toEqual([after.body.id]);
    expect(await list('field=colour&value=blue')).toEqual([]);
  });

  it('have to be there before a type may name them', async () => {
    const type = { name: 'X', returnVisit: false, stages: { open: 'nowhere' } };
    expect(await mia.put('/api/v1/ticket-types/x', type)).toMatchObject({ body: { code: 'ticket-type-form-unknown' } });
  });
});

describe('the category of a ticket', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('*');
  });
  afterAll(() => service.stop());

  interface Category {
    readonly id: string;
    readonly version: number;
    readonly path: string[];
    readonly open: boolean;
  }
  const added = async (name: string, parentId: string | null = null) =>
    (await mia.post<Category>('/api/v1/ticket-categories', { name, parentId })).body;
  const change = (id: string, version: number, body: object) =>
    mia.patch<Category>(`/api/v1/ticket-categories/${id}`, body, ifMatch(version));
  const open = (ticketType: string, categoryId: string | null = null) =>
    openedWith(mia, ticketType, {}, { categoryId });

  it('is the path as it was when the ticket was opened, wherever the category moves', async () => {
    const [goods, services] = [await added('Goods'), await added('Services')];
    const late = await added('Late', goods.id);
    const { body: before } = await open('general', late.id);
    expect(before).toMatchObject({
      category: 'Late',
      categoryId: late.id,
      categoryPath: [{ name: 'Goods' }, { name: 'Late' }],
    });
    expect((await change(late.id, 1, { parentId: services.id })).body.path).toEqual(['Services', 'Late']);
    await change(services.id, 1, { name: 'Works' });
    expect((await mia.get<TicketView>(`/api/v1/tickets/${before.id}`)).body.categoryPath).toEqual(before.categoryPath);
    expect((await open('general', late.id)).body.categoryPath).toMatchObject([{ name: 'Works' }, { name: 'Late' }]);
  });

  it('takes new tickets as long as it and all above it are active', async () => {
    const top = await added('Seasonal');
    const below = await added('Christmas', top.id);
    await change(top.id, 1, { active: false });
    expect((await mia.get<Category>(`/api/v1/ticket-categories/${below.id}`)).body).toMatchObject({ open: false });
    expect(await open('general', below.id)).toMatchObject({ status: 409, body: { code: 'ticket-category-inactive' } });
    await change(top.id, 2, { active: true });
    expect((await open('general', below.id)).status).toBe(201);
  });

  it('is in that of its type or below, and that of its type when nobody says', async () => {
    const [cars, trucks] = [await added('Cars'), await added('Trucks')];
    const tyres = await added('Tyres', cars.id);
    await mia.put('/api/v1/ticket-types/cars', { name: 'Cars', returnVisit: false, categoryId: cars.id });
    expect((await open('cars')).body).toMatchObject({ category: 'Cars', categoryId: cars.id });
    expect((await open('cars', tyres.id)).status).toBe(201);
    expect(await open('cars', trucks.id)).toMatchObject({
      status: 422,
      body: { code: 'ticket-category-outside-type' },
    });
  });

  it('cannot be moved below itself, nor changed unseen', async () => {
    const top = await added('Up');
    const below = await added('Down', top.id);
    expect(await change(top.id, 1, { parentId: below.id })).toMatchObject({
      body: { code: 'ticket-category-in-circle' },
    });
    await change(top.id, 1, { name: 'Upper' });
    expect(await change(top.id, 1, { name: 'Uppest' })).toMatchObject({ body: { code: 'ticket-category-changed' } });
    for (const unseen of [undefined, { 'if-match': '*' }])
      expect((await mia.patch(`/api/v1/ticket-categories/${top.id}`, {}, unseen)).status).toBe(428);
  });
});

describe('a close flow', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('*');
  });
  afterAll(() => service.stop());

  const grabbed = async (ticketType: string) => {
    const { body } = await mia.post<TicketView>('/api/v1/tickets', {
      ticketType,
      customerId: CUSTOMER,
      subject: 'Help',
    });
    await mia.post(`/api/v1/tickets/${body.id}/grab`);
    return body.id;
  };
  const finish = (id: string, flow: string, answers: object = {}) =>
    mia.post<TicketView & Omit<Problem, 'status'>>(`/api/v1/tickets/${id}/finish`, { flow, answers });
  const offered = async (query = '') => {
    const { body } = await mia.get<{ items: { code: string }[] }>(`/api/v1/close-flows${query}`);
    return body.items.map(({ code }) => code);
  };

  it('is one of a dozen and more that come with the product, those of the type', async () => {
    expect((await offered()).length).toBeGreaterThan(12);
    expect(await offered('?ticketType=lead')).toEqual(expect.arrayContaining(['lead-won', 'answered']));
    expect(await offered('?ticketType=general')).not.toContain('lead-won');
  });

  it('asks what it needs, says how the ticket was solved, and closes where nobody is asked afterwards', async () => {
    const id = await grabbed('general');
    expect(
      (await finish(id, 'refunded', { orderNumber: 'SO-9', amount: 50, means: 'bank' })).body.errors,
    ).toMatchObject([{ pointer: '/answers/account' }]);
    const refund = { orderNumber: 'SO-9', amount: 50, fee: 8, means: 'voucher' };
    expect(await finish(id, 'refunded', refund)).toMatchObject({
      status: 200,
      body: { status: 'solved', solution: 'Refunded 42 for order SO-9.', returnVisit: false },
    });
    const { body } = await mia.get<{ items: { id: string }[] }>('/api/v1/tickets?field=orderNumber&value=SO-9');
    expect(body.items).toMatchObject([{ id }]);
    expect((await finish(await grabbed('general'), 'withdrawn')).body).toMatchObject({
      ...{ status: 'closed', solution: 'Withdrawn by the customer.' },
    });
  });

  it('asks the customer afterwards where it says so', async () => {
    const id = await grabbed('general');
    const answers = { orderNumber: 'SO-8', parcelNumber: 'P-1', deliverTo: { street: 'Park Road 1', city: 'Bath' } };
    expect((await finish(id, 'replaced', answers)).body).toMatchObject({
      ...{ status: 'solved', returnVisit: true, solution: 'Sent again as P-1 to Park Road 1, Bath.' },
    });
  });

  it('is added by a call, and offered from then on', async () => {
    await mia.put('/api/v1/forms/close-donation', formAsking({ charity: text }, { required: ['charity'] }));
    const flow = { name: 'Given away', form: 'close-donation', solution: '"Given to " + charity + "."', closes: true };
    const donated = { ...flow, returnVisit: 'never', ticketTypes: ['general'] };
    expect(await mia.put('/api/v1/close-flows/donated', donated)).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await finish(await grabbed('general'), 'donated', { charity: 'Oxfam' })).body).toMatchObject({
      ...{ status: 'closed', solution: 'Given to Oxfam.' },
    });
    expect((await finish(await grabbed('lead'), 'donated', { charity: 'Oxfam' })).body.code).toBe(
      'close-flow-not-offered',
    );
    expect((await mia.put('/api/v1/close-flows/donated', donated)).status).toBe(428);
    expect(await mia.put('/api/v1/close-flows/donated', { ...donated, active: false }, ifMatch(1))).toMatchObject({
      body: { version: 2 },
    });
    expect(await offered('?ticketType=general')).not.toContain('donated');
  });

  it('takes its words from what its form asks', async () => {
    const flow = { name: 'Odd', form: 'close-note', solution: 'amount' };
    expect(await mia.put('/api/v1/close-flows/odd', flow)).toMatchObject({ body: { code: 'close-flow-refused' } });
    expect((await finish(await grabbed('general'), 'withdrawn', { x: 1 })).body.code).toBe('close-flow-asks-nothing');
  });

  it('leaves a ticket alone that its process runs, and that began with what was answered', async () => {
    await mia.put('/api/v1/forms/rude-open', formAsking({ topic: text }, { required: ['topic'] }));
    const type = { name: 'Rude', returnVisit: false, process: 'complaint', stages: { open: 'rude-open' } };
    await mia.put('/api/v1/ticket-types/rude', type);
    const { status, body } = await openedWith(mia, 'rude', { topic: 'staff' });
    expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
    expect((await finish(body.id, 'withdrawn')).body.code).toBe('ticket-run-by-process');
  });
});
