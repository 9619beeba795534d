import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadFrame, readClient, readServer, write, writeServer } from '../../src/protocol/codec';
import { decodeUtf8, parseObject } from '../../src/protocol/json';
import { clientFrame, serverFrame } from './arbitraries';

const LEVEL = /^This nests|number of more|name of more|is there twice/;

describe('any frame', () => {
  it('of a client, written and read again, is the same', () => {
    fc.assert(
      fc.property(clientFrame, (frame) => {
        expect(readClient(write(frame))).toStrictEqual(frame);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of the server, written and read again, is the same', () => {
    fc.assert(
      fc.property(serverFrame, (frame) => {
        expect(readServer(writeServer(frame))).toStrictEqual(frame);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('whatever comes over the wire', () => {
  it('is a frame or a bad one: random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readOrRefuse(() => decodeUtf8(bytes));
      }),
    );
  });

  it('is a frame or a bad one: frames with some characters changed, gone or twice', () => {
    const place = fc.nat({ max: 400 });
    const damage = fc.array(fc.tuple(place, fc.nat({ max: 3 }), fc.string({ unit: 'binary', maxLength: 2 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.oneof(clientFrame.map(write), serverFrame.map(writeServer)), damage, (frame, cuts) => {
        let text = frame;
        for (const [at, gone, put] of cuts) {
          const from = at % text.length;
          text = text.slice(0, from) + put + text.slice(from + gone);
        }
        readOrRefuse(() => text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is a frame or a bad one: JSON of any shape under the names of fields', () => {
    const names = fc.constantFrom(
      't',
      'conversation',
      'seq',
      'items',
      'receipts',
      'group',
      'body',
      '__proto__',
      'head',
    );
    const types = fc.constantFrom('changes', 'page', 'entry', 'send', 'hello', 'sync', 'watch');
    const value = fc.letrec<{ any: unknown; object: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue({ maxDepth: 1 }),
        types,
        tie('object'),
        fc.array(tie('any'), { maxLength: 3 }),
      ),
      object: fc.dictionary(names, tie('any')),
    }));
    fc.assert(
      fc.property(types, value.object, (t, object) => {
        readOrRefuse(() => JSON.stringify({ ...(object as object), t }));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('JSON of the wire', () => {
  it('means what JSON means, but for what the wire forbids', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat({ max: 3 }), (object, indent) => {
        const text = JSON.stringify(object, undefined, indent);
        try {
          expect(plain(parseObject(text))).toEqual(withoutFractions(JSON.parse(text)));
        } catch (fault) {
          if (!(fault instanceof BadFrame && LEVEL.test(fault.message))) {
            throw fault;
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows no name with a meaning of its own', () => {
    expect(parseObject('{"__proto__":{"t":"check"}}').get('t')).toBeUndefined();
    expect(() => readClient('{"__proto__":{"t":"check"}}')).toThrow("'t' is missing");
    expect(() => parseObject('{"__proto__":1,"__proto__":1}')).toThrow('twice');
  });
});

function readOrRefuse(text: () => string): void {
  for (const read of [readClient, readServer]) {
    try {
      read(text());
    } catch (fault) {
      expect(fault).toBeInstanceOf(BadFrame);
    }
  }
}

/** Maps as objects again. */
function plain(value: unknown): unknown {
  if (value instanceof Map) {
    return Object.fromEntries(Array.from(value, ([name, inner]) => [name, plain(inner)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

function withoutFractions(value: unknown): unknown {
  if (typeof value === 'number') {
    return /[.e]/.test(String(value)) ? Number.NaN : value + 0;
  }
  if (Array.isArray(value)) {
    return value.map(withoutFractions);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutFractions(inner)]));
  }
  return value;
}
