import type { UserId } from '../../protocol/frames';
import type { OutboxItem } from '../../store/model';
import { isolated } from '../words/isolated';
import { words } from '../words';
import { changeWords } from '../words/changes';
import { settingWords } from '../words/settings';

/** What something in the outbox does, in one line. */
export function itemWords(item: OutboxItem, me: UserId): string {
  const say = words.outbox;
  switch (item.what) {
    case 'message':
      return item.text;
    case 'edit':
      return say.edit(item.text);
    case 'delete':
      return say.delete;
    case 'withdraw':
      return say.withdraw;
    case 'lookup':
      return say.lookup(isolated(item.text));
    case 'group':
      return item.change ? changeWords(me, item.change, item.names ?? {}, me) : say.group;
    case 'setting':
      return item.setting ? settingWords(item.setting, item.names ?? {}) : words.settingChanges.other;
    case 'other':
      return say.other;
    default: {
      const never: never = item.what;
      return never;
    }
  }
}
