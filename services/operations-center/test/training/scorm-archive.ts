import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the archive says instead of the truth. */
  readonly claims?: { readonly bytes?: number; readonly crc?: number; readonly mode?: number };
}

/** A ZIP archive, as other programs make them. */
export function archiveOf(files: readonly Packed[]): Buffer {
  const [bodies, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, content, claims = {} } of files) {
    const [plain, path] = [Buffer.from(content), Buffer.from(name)];
    const packed = deflateRawSync(plain);
    const numbers = { crc: claims.crc ?? crc32(plain), packed: packed.length, bytes: claims.bytes ?? plain.length };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(numbers.crc, 16);
    entry.writeUInt32LE(numbers.packed, 20);
    entry.writeUInt32LE(numbers.bytes, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(((claims.mode ?? 0) << 16) >>> 0, 38);
    entry.writeUInt32LE(at, 42);
    bodies.push(local, path, packed);
    entries.push(entry, path);
    at += local.length + path.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

export const MANIFEST_12 = `<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <organizations default="main">
    <organization identifier="other"><item identifier="x" identifierref="asset"><title>Other</title></item></organization>
    <organization identifier="main"><title>Refunds &amp; more</title>
      <item identifier="folder"><item identifier="i" identifierref="sco" parameters="?lang=en"><title>Refunds</title></item></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="asset" type="webcontent" adlcp:scormtype="asset" href="notes.html"/>
    <resource identifier="sco" type="webcontent" adlcp:scormtype="sco" href="course/index.html"/>
  </resources>
</manifest>`;

export const MANIFEST_2004 = `\uFEFF<?xml version="1.0"?>
<ims:manifest xmlns:ims="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:a="http://www.adlnet.org/xsd/adlcp_v1p3">
  <ims:organizations default="o"><ims:organization identifier="o"><ims:item identifier="i" identifierref="r"/></ims:organization></ims:organizations>
  <ims:resources xml:base="web/"><ims:resource identifier="r" a:scormType="sco" href="start.html?mode=full"/></ims:resources>
</ims:manifest>`;

/** An introduction, two lessons in their order, and a test that they open. */
export const SEQUENCED = `<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="course">
    <organization identifier="course"><title>Refunds &amp; more</title>
      <item identifier="intro" identifierref="page"><title>Introduction</title>
        <imsss:sequencing><imsss:rollupRules rollupObjectiveSatisfied="false" objectiveMeasureWeight="0"/></imsss:sequencing></item>
      <item identifier="lessons"><title>Lessons</title>
        <item identifier="one" identifierref="lesson" parameters="?n=1"><title>First</title><imsss:sequencing IDRef="step"/></item>
        <item identifier="two" identifierref="lesson" parameters="n=2"><title>Second</title><imsss:sequencing IDRef="step"/></item>
        <imsss:sequencing><imsss:controlMode choice="false" flow="true" forwardOnly="true"/></imsss:sequencing></item>
      <item identifier="test" identifierref="exam"><title>Test</title>
        <imsss:sequencing>
          <imsss:sequencingRules>
            <imsss:preConditionRule>
              <imsss:ruleConditions conditionCombination="any">
                <imsss:ruleCondition referencedObjective="learnt" operator="not" condition="objectiveStatusKnown"/>
                <imsss:ruleCondition referencedObjective="learnt" operator="not" condition="satisfied"/>
              </imsss:ruleConditions>
              <imsss:ruleAction action="disabled"/></imsss:preConditionRule>
            <imsss:postConditionRule>
              <imsss:ruleConditions><imsss:ruleCondition operator="not" condition="satisfied"/>
                <imsss:ruleCondition operator="not" condition="attemptLimitExceeded"/></imsss:ruleConditions>
              <imsss:ruleAction action="retry"/></imsss:postConditionRule>
          </imsss:sequencingRules>
          <imsss:limitConditions attemptLimit="2"/>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="score" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective>
            <imsss:objective objectiveID="learnt"><imsss:mapInfo targetObjectiveID="lessons-learnt"/></imsss:objective>
          </imsss:objectives>
        </imsss:sequencing></item>
      <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" adlcp:scormType="asset" href="intro.html"/>
    <resource identifier="lesson" adlcp:scormType="sco" href="lesson.html"/>
    <resource identifier="exam" adlcp:scormType="sco" href="exam.html"/>
  </resources>
  <imsss:sequencingCollection>
    <imsss:sequencing ID="step"><imsss:objectives>
      <imsss:primaryObjective objectiveID="step"><imsss:mapInfo targetObjectiveID="lessons-learnt" readSatisfiedStatus="false" writeSatisfiedStatus="true"/></imsss:primaryObjective>
    </imsss:objectives></imsss:sequencing>
  </imsss:sequencingCollection>
</manifest>`;

export const packageSequenced = () =>
  archiveOf([
    { name: 'imsmanifest.xml', content: SEQUENCED },
    ...['intro', 'lesson', 'exam'].map((name) => ({ name: `${name}.html`, content: `<head></head><p>${name}</p>` })),
  ]);

/** One that says it was completed when its page does. */
export const packageOf12 = () =>
  archiveOf([
    { name: 'imsmanifest.xml', content: MANIFEST_12 },
    { name: 'notes.html', content: '<p>notes</p>' },
    { name: 'course/', content: '' },
    { name: 'course/index.html', content: '<script src="js/sco.js"></script>' },
    { name: 'course/js/sco.js', content: 'window.parent.API.LMSInitialize("")' },
  ]);
