import { ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../services/call-center/src/service.js';
import { ok } from '../../services/call-center/test/agent-floor.js';
import { ChatInTest } from '../../services/call-center/test/conversation/chat-in-test.js';
import { comesIn } from '../../services/call-center/test/conversation/chat-staff.js';
import { inParallel } from '../chat/in-parallel.js';
import { removedLater, type Databases } from './databases.js';

/** Few enough that each finds an agent with room at once. */
const CHATS_PER_AGENT = 10;
const AT_ONCE = 16;

/** Chats that customers open and agents take out of the line by themselves: both by HTTP, and each through routing. */
export async function playChats(chats: number, { make }: Databases) {
  const played = await ChatInTest.of(
    await ServiceInTest.start(callCenter, { databases: { make, remove: removedLater } }),
  );
  try {
    const names = Array.from({ length: Math.ceil(chats / CHATS_PER_AGENT) }, (_, n) => `agent-${n}`);
    const agents = await Promise.all(names.map((name) => played.agent(name)));
    for (const agent of agents) await comesIn(agent);
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    await inParallel([...Array(chats).keys()], AT_ONCE, async (n) => {
      const { id } = await played.open();
      await ok(agents[n % agents.length]!.post(`/api/v1/conversations/${id}/join`, {}));
    });
    await played.service.settled();
    const seconds = (performance.now() - begun) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      chats,
      seconds: Number(seconds.toFixed(2)),
      chatsPerSecond: Number((chats / seconds).toFixed(1)),
      cpuMsPerChat: Math.round((user + system) / 1_000 / chats),
    };
  } finally {
    await played.service.stop();
  }
}
