import { SETTING, type AccountSetting } from '../../protocol/groups';
import type { UserId } from '../../protocol/frames';
import { isolated } from './isolated';
import { words } from '.';

/** Says what a change of one's own settings does. */
export function settingWords({ name, value }: AccountSetting, names: Readonly<Record<UserId, string>>): string {
  const say = words.settingChanges;
  const on = value !== undefined;
  const person = (prefix: string) => {
    const user = name.slice(prefix.length);
    return isolated(names[user] ?? user);
  };
  if (name.startsWith(SETTING.contact)) {
    return on ? say.contact(person(SETTING.contact)) : say.noContact(person(SETTING.contact));
  }
  if (name.startsWith(SETTING.block)) {
    return on ? say.block(person(SETTING.block)) : say.unblock(person(SETTING.block));
  }
  if (name.startsWith(SETTING.draft)) {
    return on ? say.draft : say.noDraft;
  }
  if (name.startsWith(SETTING.mute)) {
    return on ? say.mute : say.unmute;
  }
  switch (name) {
    case SETTING.audience:
      return say.audience;
    case SETTING.status:
      return on ? say.busy : say.notBusy;
    default:
      return say.other;
  }
}
