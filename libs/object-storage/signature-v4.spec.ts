import { describe, expect, it } from '@jest/globals';
import { signedHeaders } from './signature-v4.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Examples: Signature Calculations". */
const credentials = { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const NOW = new Date('2013-05-24T00:00:00Z');
const EXAMPLES = [
  {
    what: 'GET an object',
    request: { method: 'GET', path: '/test.txt', headers: { Range: 'bytes=0-9' }, body: '' },
    signed: 'host;range;x-amz-content-sha256;x-amz-date',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    what: 'PUT an object',
    request: {
      method: 'PUT',
      path: '/test%24file.text',
      headers: { Date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: 'Welcome to Amazon S3.',
    },
    signed: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    what: 'GET a bucket lifecycle',
    request: { method: 'GET', path: '/?lifecycle', headers: {}, body: '' },
    signed: 'host;x-amz-content-sha256;x-amz-date',
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    what: 'GET a bucket (list objects)',
    request: { method: 'GET', path: '/?prefix=J&max-keys=2', headers: {}, body: '' },
    signed: 'host;x-amz-content-sha256;x-amz-date',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

describe('a signature of version 4', () => {
  it.each(EXAMPLES)("is Amazon's own for the example: $what", ({ request, signed, signature }) => {
    const { method, headers, body } = request;
    const url = new URL(`https://examplebucket.s3.amazonaws.com${request.path}`);
    const asked = { method, url, headers: headers as Record<string, string>, body: Buffer.from(body) };
    expect(signedHeaders(asked, credentials, 'us-east-1', NOW).authorization).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=${signed}, Signature=${signature}`,
    );
  });
});
