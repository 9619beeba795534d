import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { MessageState } from '../../src/store/model';
import { initials } from '../../src/ui/parts/avatarColour';
import { StateMark } from '../../src/ui/parts/StateMark';

describe('the mark of a state', () => {
  const own: readonly (readonly [MessageState, string, string])[] = [
    [{ type: 'pending', waitsFor: 'connection' }, 'waiting', 'Waiting for a connection'],
    [{ type: 'sent' }, 'sent', 'Sent'],
    [{ type: 'delivered' }, 'delivered', 'Delivered'],
    [{ type: 'read' }, 'read', 'Read'],
    [{ type: 'failed', code: 'stale', reason: '' }, 'failed', 'Not sent'],
  ];

  test.each(own)('%j is drawn and said', (state, drawn, said) => {
    const markup = renderToStaticMarkup(<StateMark state={state} />);
    expect(markup).toContain(`data-state="${drawn}"`);
    expect(markup).toContain(`>${said}<`);
    expect(markup).toMatch(/<svg[^>]*aria-hidden="true"/);
  });

  test('all stand in a box of one size, so that nothing moves when one takes the place of another', () => {
    const boxes = own.map(
      ([state]) => /viewBox="([^"]*)"/.exec(renderToStaticMarkup(<StateMark state={state} />))?.[1],
    );
    expect(new Set(boxes)).toEqual(new Set(['0 0 18 12']));
  });

  test('messages of others have none', () => {
    expect(renderToStaticMarkup(<StateMark state={{ type: 'received', read: true }} />)).toBe('');
  });
});

describe('initials', () => {
  test.each([
    ['bob', 'B'],
    ['Carol Ferreira', 'CF'],
    ['david.k', 'DK'],
    ['Anna Maria Luisa de Souza', 'AS'],
    ['نور الهدى', 'نا'],
    ['李小龍', '李'],
    ['🦆 duck', 'D'],
    ['e\u0301mile', 'E\u0301'],
    ['   ', '·'],
    ['...', '·'],
    ['', '·'],
  ])('of %s', (name, letters) => expect(initials(name)).toBe(letters));
});
