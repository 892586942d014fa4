import { describe, expect, it } from '@jest/globals';
import { Visit } from './visit.aggregate.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const NEED = { area: 'pudong', skills: [], day: '2026-11-23' };
const APPOINTMENT = { from: later(60), until: later(120), agreed: 'phone' } as const;
const PARTS = [
  { code: 'ont', quantity: 1 },
  { code: 'cable', quantity: 2.5 },
];

const dispatched = () => Visit.dispatch('v', 't', 'c', NOW);
function accepted(by = 'li') {
  const visit = dispatched();
  visit.accept(by, NOW);
  return visit;
}
function appointed() {
  const visit = accepted();
  visit.appoint(APPOINTMENT, '2026-11-23', 'li', NOW);
  return visit;
}
function arrived() {
  const visit = appointed();
  visit.depart('li', later(50));
  visit.arrive({ latitude: 31.23041, longitude: 121.4737 }, 'li', later(60));
  visit.takeEvents();
  return visit;
}
const happened = (visit: Visit) => visit.takeEvents().map(({ type }) => type);

describe('an offered visit', () => {
  it('is accepted by the engineer it was offered to and nobody else', () => {
    const visit = dispatched();
    visit.offer(NEED, 'li', [], 'desk', NOW);
    expect(() => visit.accept('zoe', NOW)).toThrow(expect.objectContaining({ code: 'visit-not-the-engineer' }));
    visit.accept('li', NOW);
    expect(visit).toMatchObject({ status: 'accepted', engineerId: 'li', plannedOn: '2026-11-23' });
    expect(() => visit.accept('li', NOW)).toThrow(expect.objectContaining({ code: 'visit-step-not-allowed' }));
  });

  it('that is declined is offered anew, gives its day back, and remembers who said no', () => {
    const visit = dispatched();
    visit.offer(NEED, 'li', [], 'desk', NOW);
    expect(visit.planned).toEqual({ engineerId: 'li', day: '2026-11-23' });
    visit.decline('too-far', 'li', NOW);
    expect([visit.planned, visit.declinedBy()]).toEqual([null, ['li']]);
    visit.offer(NEED, 'zoe', [], 'desk', NOW);
    visit.accept('zoe', NOW);
    expect(() => visit.offer(NEED, 'li', [], 'desk', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-step-not-allowed' }),
    );
  });
});

describe('a visit that is handed on', () => {
  it('keeps the chain with the reasons, and its appointment is void', () => {
    const visit = appointed();
    visit.transfer('zoe', 'other-area', 'li', NOW);
    visit.accept('zoe', NOW);
    visit.transfer('tom', null, 'zoe', later(1));
    expect(visit).toMatchObject({ status: 'dispatched', engineerId: 'tom', appointedFor: null, wakeAt: null });
    expect(visit).toMatchObject({
      handovers: [
        { fromId: 'li', toId: 'zoe', reason: 'other-area' },
        { fromId: 'zoe', toId: 'tom', reason: null },
      ],
    });
    expect(() => visit.transfer('li', null, 'zoe', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-not-the-engineer' }),
    );
  });

  it('takes its place in the day of whoever gets it', () => {
    const visit = dispatched();
    visit.offer(NEED, 'li', [], 'desk', NOW);
    visit.transfer('zoe', 'ill', 'li', NOW);
    expect(visit.planned).toEqual({ engineerId: 'zoe', day: '2026-11-23' });
  });
});

describe('an appointment', () => {
  it.each([
    ['ends before it begins', { ...APPOINTMENT, until: later(30) }],
    ['is over', { ...APPOINTMENT, from: later(-90), until: later(-30) }],
  ])('is refused when it %s', (_why, appointment) => {
    expect(() => accepted().appoint(appointment, '2026-11-23', 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-appointment-impossible' }),
    );
  });

  it('is missed half an hour after its end, once, unless somebody has arrived or another was made', () => {
    const visit = appointed();
    visit.missAppointment(later(149));
    expect(visit).toMatchObject({ status: 'appointed', missed: 0 });
    visit.missAppointment(later(150));
    visit.missAppointment(later(151));
    expect(visit).toMatchObject({ status: 'accepted', missed: 1, appointedFor: null });
    const onSite = arrived();
    onSite.missAppointment(later(1_000));
    expect(onSite).toMatchObject({ status: 'arrived', missed: 0 });
    const anew = appointed();
    anew.appoint({ ...APPOINTMENT, from: later(600), until: later(700) }, '2026-11-23', 'li', later(10));
    anew.missAppointment(later(200));
    expect(anew).toMatchObject({ status: 'appointed', missed: 0 });
  });

  it('is made anew when the customer was not there', () => {
    const visit = arrived();
    visit.noShow('li', later(70));
    expect(visit).toMatchObject({ status: 'accepted', noShows: 1, appointedFor: null });
  });
});

describe('on site', () => {
  it('it is known to a kilometre where the engineer arrived', () => {
    expect(arrived()).toMatchObject({ place: { latitude: 31.23, longitude: 121.47 } });
  });

  it('parts are summed up, and those that are ordered put the visit on hold until they come', () => {
    const visit = arrived();
    visit.useParts(PARTS, 'li', NOW);
    visit.useParts([{ code: 'ont', quantity: 1 }], 'li', NOW);
    expect(visit).toMatchObject({
      partsUsed: [
        { code: 'ont', quantity: 2 },
        { code: 'cable', quantity: 2.5 },
      ],
    });
    visit.orderParts([{ code: 'board', quantity: 1 }], 'li', NOW);
    expect(visit).toMatchObject({ status: 'on-hold', wakeAt: null });
    expect(() => visit.complete({ outcome: 'fixed', report: '', reason: null }, 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-step-not-allowed' }),
    );
    visit.receiveParts('store', NOW);
    expect(visit).toMatchObject({ status: 'accepted' });
  });

  it('a second visit says why, and nothing follows its end', () => {
    const visit = arrived();
    const result = { outcome: 'second-visit', report: 'Wall closed.', reason: null } as const;
    expect(() => visit.complete(result, 'li', NOW)).toThrow(expect.objectContaining({ code: 'visit-reason-missing' }));
    visit.complete({ ...result, reason: 'no-access' }, 'li', NOW);
    expect(happened(visit)).toEqual(['visit-completed']);
    expect(() => visit.depart('li', NOW)).toThrow(expect.objectContaining({ code: 'visit-step-not-allowed' }));
  });
});

describe('the signature', () => {
  it('is by a code of somebody else than the engineer', () => {
    const visit = arrived();
    expect(() => visit.issueCode('hash', 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-confirmation-by-engineer' }),
    );
    expect(() => visit.enterCode('hash', 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-no-confirmation-code' }),
    );
    visit.issueCode('hash', 'portal', NOW);
    expect(visit.enterCode('wrong', 'li', NOW)).toBe(4);
    expect(visit.enterCode('hash', 'li', NOW)).toBeNull();
    expect(visit).toMatchObject({ signature: { kind: 'code', sha256: 'hash' }, code: null });
    expect(() => visit.signImage('x', 'o', 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-already-signed' }),
    );
  });

  it('is not guessed: the sixth try finds no code', () => {
    const visit = arrived();
    visit.issueCode('hash', 'portal', NOW);
    expect([1, 2, 3, 4, 5].map(() => visit.enterCode('wrong', 'li', NOW))).toEqual([4, 3, 2, 1, 0]);
    expect(() => visit.enterCode('hash', 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-no-confirmation-code' }),
    );
  });

  it('needs somebody who is there', () => {
    expect(() => appointed().signImage('x', 'o', 'li', NOW)).toThrow(
      expect.objectContaining({ code: 'visit-step-not-allowed' }),
    );
  });
});
