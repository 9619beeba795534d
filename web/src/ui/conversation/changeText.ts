import type { Message } from '../../store/model';

export function changeText(message: Message): string {
  return message.change?.type ?? '';
}
