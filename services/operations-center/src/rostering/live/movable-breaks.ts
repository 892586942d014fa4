import type { MovableBreak } from '../live-rosters.api.js';
import { spansOf, type Span } from '../domain/work-shift.js';
import type { RosterShift } from '../roster/roster.schema.js';
import type { SetupOf } from '../setup/roster-setup.js';

type Room = MovableBreak['room'];

/** The breaks of a shift, and where each may be. @param pattern none: anywhere in the work around it */
export function movableBreaks(shift: RosterShift, pattern: SetupOf<'pattern'> | undefined): MovableBreak[] {
  const spans = spansOf(shift);
  return spans.flatMap((span, at) => {
    if (span.kind !== 'break' || shift.agentId === null) return [];
    const [before, after] = [spans[at - 1], spans[at + 1]];
    const around = {
      from: before?.kind === 'work' ? before.from : span.from,
      to: after?.kind === 'work' ? after.to : span.to,
    };
    const room = within(around, windowOf(shift, span, pattern));
    const seen = { agentId: shift.agentId, shiftId: shift.id, shiftVersion: shift.version };
    return [{ ...seen, from: span.from, to: span.to, room }];
  });
}

/** Of the pauses of its kind and length in the pattern. */
function windowOf({ startsAt }: RosterShift, { from, to }: Span, pattern: SetupOf<'pattern'> | undefined): Room | null {
  const minutes = (to.getTime() - from.getTime()) / 60_000;
  const pauses = pattern?.pauses.filter((pause) => pause.kind === 'break' && pause.minutes === minutes) ?? [];
  if (pauses.length === 0) return null;
  const after = (minute: number) => new Date(startsAt.getTime() + minute * 60_000);
  return {
    from: after(Math.min(...pauses.map(({ earliest }) => earliest))),
    to: after(Math.max(...pauses.map(({ latest }) => latest)) + minutes),
  };
}

function within(room: Room, window: Room | null): Room {
  if (window === null) return room;
  return {
    from: room.from > window.from ? room.from : window.from,
    to: room.to < window.to ? room.to : window.to,
  };
}
