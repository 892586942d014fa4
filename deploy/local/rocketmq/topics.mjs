// Topics and consumer groups: made, found again, dropped. All of a namespace in a few requests, no JVM.
import { readFileSync } from 'node:fs';
import { eventually } from '../machine.mjs';
import { host, ports } from '../place.mjs';
import { code, Remoting } from './remoting.mjs';

export const topology = JSON.parse(readFileSync(new URL('../../topology.json', import.meta.url), 'utf8'));

const namesrv = () => process.env.ROCKETMQ_NAMESRV || `${host}:${ports.namesrv}`;
const readAndWrite = 6;

/** The topics of the suite and a group per service and topic, each name led by the namespace. Does no harm twice. */
export async function ensureTopics(namespace = '') {
  const topics = topology.topics.map((topic) => `${namespace}${topic}`);
  const groups = topology.topics.flatMap((topic) =>
    topology.services.map((service) => ({ name: `${namespace}${service}_${topic}`, topics: [`${namespace}${topic}`] })),
  );
  await createTopics({ topics, groups });
  return { topics, groups: groups.map((group) => group.name) };
}

/**
 * Any topics and groups. A topic is a name or { name, type, queues }; a group is a name or { name, topics, ordered },
 * and without topics it is one for all topics of this call. A new group starts at the beginning of its topics.
 */
export async function createTopics({ topics = [], groups = [] }) {
  const topicConfigs = topics.map((topic) => topicConfig(typeof topic === 'string' ? { name: topic } : topic));
  const names = topicConfigs.map((config) => config.topicName);
  const queues = Object.fromEntries(topicConfigs.map((config) => [config.topicName, config.readQueueNums]));
  const wanted = groups.map((group) => ({ topics: names, ...(typeof group === 'string' ? { name: group } : group) }));
  for (const address of await brokers()) {
    await Remoting.with(address, async (broker) => {
      if (topicConfigs.length > 0) await broker.call(code.createTopics, {}, { topicConfigList: topicConfigs });
      if (wanted.length > 0) await broker.call(code.createGroups, {}, { groupConfigList: wanted.map(groupConfig) });
      await Promise.all(
        wanted.flatMap(({ name, topics: its }) =>
          its.map((topic) => startAtBeginning(broker, name, topic, queues[topic] ?? topology.queues)),
        ),
      );
    });
  }
  await routed(names);
}

/**
 * Everything whose name begins with the namespace; without one, exactly what ensureTopics() makes. Do not make the same
 * names again: the commit log still holds their messages, and a broker that recovers from a kill may hand them out.
 */
export async function dropTopics(namespace = '') {
  const ofSuite = new Set(topology.topics.flatMap((t) => [t, ...topology.services.map((s) => `${s}_${t}`)]));
  const mine = (name) => (namespace ? name.startsWith(namespace) : ofSuite.has(name));
  const dropped = { topics: [], groups: [] };
  for (const address of await brokers()) {
    await Remoting.with(address, async (broker) => {
      dropped.groups = Object.keys((await broker.call(code.allGroups)).subscriptionGroupTable).filter(mine);
      dropped.topics = Object.keys((await broker.call(code.allTopics)).topicConfigTable).filter(mine);
      for (const topic of dropped.topics) await broker.call(code.deleteTopic, { topic });
      for (const groupName of dropped.groups) await broker.call(code.deleteGroup, { groupName, cleanOffset: true });
    });
  }
  await Remoting.with(namesrv(), (server) =>
    Promise.all(dropped.topics.map((topic) => server.call(code.deleteTopicInNamesrv, { topic }))),
  );
  return dropped;
}

/**
 * Has the local broker tell the name server all its topics. By itself it does so when it starts, but not when it was
 * faster than its own list of name servers; the next time is ten seconds later.
 */
export async function registerBroker() {
  await eventually('the broker has not registered', 20_000, async () => {
    // A change of its permission (here: none) makes it register at once.
    await Remoting.with(`${host}:${ports.broker}`, (it) => it.call(code.updateBrokerConfig, {}, 'brokerPermission=6'));
    await masters();
  });
}

/** Addresses of the master brokers, once registered: a topic made before that would be taken for the whole list. */
const brokers = () => eventually('no broker', 30_000, masters);

async function masters() {
  const { brokerAddrTable } = await Remoting.with(namesrv(), (server) => server.call(code.cluster));
  const addresses = Object.values(brokerAddrTable ?? {}).flatMap((broker) => broker.brokerAddrs['0'] ?? []);
  if (addresses.length === 0) throw new Error(`none is registered at ${namesrv()}`);
  return addresses;
}

function topicConfig({ name, type = topology.messageType, queues = topology.queues }) {
  return {
    topicName: name,
    readQueueNums: queues,
    writeQueueNums: queues,
    perm: readAndWrite,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
    attributes: { '+message.type': type },
  };
}

/** Retries and dead letters are the suite's own affair: the broker shall never give up on a message by itself. */
function groupConfig({ name, ordered = true }) {
  return {
    groupName: name,
    consumeEnable: true,
    consumeFromMinEnable: true,
    consumeBroadcastEnable: true,
    consumeMessageOrderly: ordered,
    retryQueueNums: 1,
    retryMaxTimes: 10_000,
    groupRetryPolicy: { type: 'CUSTOMIZED' },
    brokerId: 0,
    whichBrokerWhenConsumeSlowly: 1,
    notifyConsumerIdsChangedEnable: true,
    groupSysFlag: 0,
    consumeTimeoutMinute: 15,
  };
}

/** Without an offset of its own a group begins at the newest message; what was sent before its first poll would be lost to it. */
async function startAtBeginning(broker, consumerGroup, topic, queues) {
  const config = { consumerGroup, topic };
  await Promise.all(
    Array.from({ length: queues }, async (_, queueId) => {
      const known = await broker
        .call(code.queryOffset, { ...config, queueId, setZeroIfNotFound: false })
        .catch((error) => {
          if (error.answerCode !== code.queryNotFound) throw error;
        });
      if (!known) await broker.call(code.updateOffset, { ...config, queueId, commitOffset: 0 });
    }),
  );
}

async function routed(topics) {
  await Remoting.with(namesrv(), (server) =>
    Promise.all(
      topics.map((topic) => eventually(`${topic} has no route`, 10_000, () => server.call(code.route, { topic }))),
    ),
  );
}
