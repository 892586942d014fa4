import type { Bench } from './runner.js';
import { atLeast } from './target.js';
import { eachEngine } from './telephony/databases.js';
import { writeRows } from './telephony/raw-rows.js';
import { playChats } from './telephony/routed-chats.js';
import { playCalls } from './telephony/whole-calls.js';

/**
 * Whole calls a second through the switch, legs, contacts and routing, beside the rows alone that they write, in the same run; and
 * chats that are opened by customers and joined by agents out of the line.
 */
export const bench: Bench = async (args) => {
  const [calls, agents, chats] = args.includes('--smoke') ? [20, 5, 10] : [200, 20, 200];
  const results = await eachEngine(async (databases) => {
    const whole = await playCalls(calls, agents, databases);
    const rows = await writeRows(calls, whole.writesPerCall, databases);
    const share = Number((whole.callsPerSecond / rows.callsPerSecond).toFixed(3));
    return { whole, rows, share, chats: await playChats(chats, databases) };
  });
  const targets = Object.entries(results).flatMap(([engine, { whole, share, chats: played }]) => [
    atLeast(`whole calls a second, ${engine}`, whole.callsPerSecond, 20),
    atLeast(`of the calls whose rows alone could be written, ${engine}`, share, 0.02),
    atLeast(`calls an agent had, ${engine}`, whole.handled / calls, 1),
    atLeast(`chats opened and joined a second, ${engine}`, played.chatsPerSecond, 20),
  ]);
  return { results, targets };
};
