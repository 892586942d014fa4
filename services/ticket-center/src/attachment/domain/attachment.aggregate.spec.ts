import { describe, expect, it } from '@jest/globals';
import { Attachment, type Received } from './attachment.aggregate.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const RECEIVED: Received = {
  contentType: 'image/png',
  bytes: 8,
  sha256: 'ab',
  scan: 'not-scanned',
  contentKey: 'cd',
};

function announced(): Attachment {
  return Attachment.announce({ id: '1', ticketId: '2', name: 'a.png', uploadedBy: 'mia', uploadKey: 'k' }, NOW);
}
function kept(): Attachment {
  const attachment = announced();
  attachment.keep(RECEIVED, NOW);
  return attachment;
}

describe('an attachment', () => {
  it('is announced before anything is stored, and given up after an hour', () => {
    const attachment = announced();
    expect(attachment).toMatchObject({ state: 'receiving', internal: true });
    expect(attachment.lapse(later(59))).toBe(false);
    expect(attachment.lapse(later(60))).toBe(true);
    expect(attachment).toMatchObject({ state: 'refused', uploadKey: null });
    expect(() => attachment.keep(RECEIVED, later(61))).toThrow(
      expect.objectContaining({ code: 'ticket-attachment-upload-lapsed' }),
    );
  });

  it('that is kept is never due', () => {
    expect(kept().lapse(later(100_000))).toBe(false);
  });

  it('whose upload was begun anew keeps its time: what it may still store is erased after that', () => {
    const attachment = announced();
    attachment.supersede(later(1));
    expect(attachment).toMatchObject({ state: 'refused', uploadKey: null, dueAt: later(60) });
  });

  it('is for colleagues until it is shown, and shown once', () => {
    const attachment = kept();
    attachment.takeEvents();
    attachment.show(NOW);
    attachment.show(NOW);
    expect(attachment.internal).toBe(false);
    expect(attachment.takeEvents()).toEqual([{ type: 'attachment-shown', at: NOW }]);
  });

  it('that is deleted is gone at once, due to be erased, and its content may come again', () => {
    const attachment = kept();
    attachment.takeEvents();
    attachment.delete('li', 'another customer', later(5));
    expect(attachment).toMatchObject({ state: 'deleted', dueAt: later(5), contentKey: null, uploadKey: null });
    expect(() => attachment.show(later(6))).toThrow(expect.objectContaining({ code: 'ticket-attachment-gone' }));
    expect(() => attachment.delete('li', 'twice', later(6))).toThrow(
      expect.objectContaining({ code: 'ticket-attachment-gone' }),
    );
    attachment.erased(later(7));
    expect(attachment).toMatchObject({ state: 'erased', dueAt: null });
    expect(attachment.takeEvents()).toEqual([
      { type: 'attachment-deleted', by: 'li', why: 'another customer', at: later(5) },
      { type: 'attachment-erased', at: later(7) },
    ]);
  });
});
