import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { Switchboard } from '../switchboard.js';

let service: ServiceInTest;
let board: Switchboard;

beforeAll(async () => {
  service = await startForTest(callCenter, { tenants: ['acme'] });
  board = await Switchboard.of(service);
});
afterAll(() => service.stop());

it('what routing decides happens to the contact at the same instant, also while time goes on', async () => {
  const queue = await board.queue('as time goes by');
  const ada = await board.agent('ada');
  let now = service.clock.ms();
  const passing = jest.spyOn(service.clock, 'now').mockImplementation(() => new Date((now += 7)));
  const contact = await board.call(queue);
  await ok(ada.accept(contact));
  await ada.ends(contact);
  passing.mockRestore();
  service.clock.advance(now - service.clock.ms());
  await service.settled();

  const { body } = await board.line.get<{ decisions: { at: string; decision: Record<string, unknown> }[] }>(
    `/api/v1/contacts/${contact}/routing`,
  );
  const decided = (found: object) =>
    body.decisions.find(({ decision }) => expect.objectContaining(found).asymmetricMatch(decision))!;
  const told = (type: string) =>
    service.events().find((event) => event.subject === contact && event.type === type)!.data;
  expect(told('contact.connected.v1')).toMatchObject({ at: decided({ state: 'accepted' }).at });
  expect(told('contact.offered.v1')).toMatchObject({ at: decided({ type: 'offer-made' }).at });
  expect(told('contact.ended.v1')).toMatchObject({
    course: { waitMs: decided({ type: 'contact-left' }).decision.waitedMs },
  });
});
