import { expect, it } from 'vitest';
import { isFewEmoji } from '../../../src/ui/conversation/emoji';

it.each(['🙂', '🙂🙂🙂', '👨‍👩‍👧‍👦', '👍🏽', '🇩🇪 🇫🇷', '❤️', ' 🎉 ', '1️⃣'])('%s is drawn large', (text) => {
  expect(isFewEmoji(text)).toBe(true);
});

it.each(['', ' ', '🙂🙂🙂🙂', 'ok 🙂', '1', '12', '#', '望', '🙂'.repeat(5_000)])('%s is drawn as text', (text) => {
  expect(isFewEmoji(text)).toBe(false);
});
