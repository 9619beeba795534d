import { BadFrame } from './badFrame';
import { contentOf } from './contents';
import { Fields } from './fields';
import type { Content } from './frames';
import { type AccountSetting, SETTING_BODY } from './groups';
import { parseObject } from './json';
import { KIND } from './kinds';
import { MAX_SETTING_LENGTH, MAX_SETTING_NAME_LENGTH } from './limits';
import { wellFormed } from './text';

export function writeSetting(setting: AccountSetting): Content {
  const { name, value } = setting;
  const data = JSON.stringify({ name, value: value === undefined ? undefined : wellFormed(value) });
  return contentOf(KIND.setting, { type: SETTING_BODY, data });
}

/**
 * Absent where the content is none.
 *
 * @throws BadFrame for a body that is not what its kind says
 */
export function readSetting(content: Content): AccountSetting | undefined {
  if (content.kind !== KIND.setting) {
    return undefined;
  }
  if (content.body.type !== SETTING_BODY) {
    throw new BadFrame('bad_content', `The body of a setting is ${SETTING_BODY}.`);
  }
  const fields = new Fields(parseObject(content.body.data));
  const name = fields.text('name', MAX_SETTING_NAME_LENGTH);
  if (name === '') {
    throw fields.wrong('name', 'must not be empty');
  }
  const value = fields.optionalText('value', MAX_SETTING_LENGTH);
  return value === undefined ? { name } : { name, value };
}
