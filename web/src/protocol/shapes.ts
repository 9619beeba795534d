import type { Shape } from './fields';
import { isClientMessageId, isConversationId, isDeviceId, isLinkCode, isUserId } from './ids';
import { isKind } from './kinds';

/** Shapes of what frames are made of. */
export const SHAPE = {
  user: { test: isUserId, rule: "a user id must be 'u' and 26 characters of base 32" },
  device: { test: isDeviceId, rule: "a device id must be 'v' and 26 characters of base 32" },
  conversation: {
    test: isConversationId,
    rule: "a conversation id must be 'd' or 'g' and 32, or 'a' and 26 characters of base 32",
  },
  clientMessage: {
    test: isClientMessageId,
    rule: "a client message id must be 1 to 64 letters, digits, '-', '_' and '.'",
  },
  linkCode: { test: isLinkCode, rule: 'the code of a link must be 26 characters of base 32' },
  kind: {
    test: isKind,
    rule: "must be lower-case letters, digits, '_', '.' and '-', beginning with a letter",
  },
} as const satisfies Record<string, Shape>;
