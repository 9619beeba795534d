import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadFrame } from '../../src/protocol/badFrame';
import { bodySize, content, contentOf } from '../../src/protocol/contents';
import { parseContent, writeContent } from '../../src/protocol/entryCodec';
import { readGroupChange, writeGroupChange } from '../../src/protocol/groupChanges';
import { isGroupChange } from '../../src/protocol/kinds';
import { readSetting, writeSetting } from '../../src/protocol/settings';
import { golden } from './golden';

interface Written {
  readonly name: string;
  readonly content: string;
}

interface Contents {
  readonly group: readonly Written[];
  readonly setting: readonly Written[];
  readonly refused: readonly (Written & { code: string })[];
}

const CONTENTS = golden<Contents>('contents.json');

describe('contents that the server reads', () => {
  it.each(CONTENTS.group)('change a group: $name', (vector) => {
    const change = readGroupChange(parseContent(vector.content));
    expect(change && writeContent(writeGroupChange(change))).toBe(vector.content);
  });

  it('are of every type of change', () => {
    const types = new Set(CONTENTS.group.map((vector) => readGroupChange(parseContent(vector.content))?.type));
    expect(types.size).toBe(12);
  });

  it.each(CONTENTS.setting)('set something of an account: $name', (vector) => {
    const setting = readSetting(parseContent(vector.content));
    expect(setting && writeContent(writeSetting(setting))).toBe(vector.content);
  });

  it.each(CONTENTS.refused)('are refused: $name', (vector) => {
    const bad = parseContent(vector.content);
    const read = () => [readGroupChange(bad), readSetting(bad)];
    expect(read).toThrow(BadFrame);
    expect(read).toThrow(expect.objectContaining({ code: vector.code }));
  });

  it('of other kinds and of later versions are neither', () => {
    expect(readGroupChange(content.message('hello'))).toBeUndefined();
    expect(readSetting(content.message('hello'))).toBeUndefined();
    const later = contentOf('group.picture', { type: 'image/png;base64', data: 'AAEC' });
    expect(isGroupChange(later.kind)).toBe(true);
    expect(readGroupChange(later)).toBeUndefined();
  });

  it('carry what a new title expects', () => {
    const titled = writeGroupChange({ type: 'setTitle', title: 'T' }, { register: 'title', version: 7 });
    expect(titled.expect).toEqual({ register: 'title', version: 7 });
    expect(parseContent(writeContent(titled))).toEqual(titled);
  });

  it('may have a title of one no-break space, which the server does not take for white space either', () => {
    expect(readGroupChange(writeGroupChange({ type: 'setTitle', title: '\u00a0' }))).toBeDefined();
    expect(() => readGroupChange(writeGroupChange({ type: 'setTitle', title: '\u2003\u001f' }))).toThrow(BadFrame);
  });
});

describe('texts that people write', () => {
  it.each([
    ['a\ud83db', 'a\ufffdb'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
    ['👋🏽', '👋🏽'],
    ['👋\ud83d👋', '👋\ufffd👋'],
    ['\ud83d', '\ufffd'],
  ])('lose half an emoji before they are sent', (written, sent) => {
    expect(content.message(written).body.data).toBe(sent);
    expect(content.edit(2, written).body.data).toBe(sent);
    expect(readSetting(writeSetting({ name: 'draft:x', value: written }))?.value).toBe(sent);
  });

  it('are measured in bytes of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { body } = content.message(text);
        expect(bodySize(body)).toBe(new TextEncoder().encode(body.data).length);
      }),
    );
  });

  it('are edited and taken back by what names the first one', () => {
    expect(content.edit(7, 'x')).toEqual({
      kind: 'edit',
      target: 7,
      mentions: [],
      blobs: [],
      body: { type: 'text/plain', data: 'x' },
    });
    expect(content.delete(7)).toEqual({
      kind: 'delete',
      target: 7,
      mentions: [],
      blobs: [],
      body: { type: 'text/plain', data: '' },
    });
  });
});
