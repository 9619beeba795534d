import { Bell, BellOff } from 'lucide-react';
import type { Conversation } from '../../store/model';
import { Button } from '../parts/Button';
import { useSession } from '../session';
import { words } from '../words';
import { useAttempt } from '../attempt';

export function MuteButton({ conversation }: { readonly conversation: Conversation }) {
  const { writes } = useSession();
  const attempt = useAttempt();
  return conversation.muted ? (
    <Button look="quiet" icon={Bell} onClick={() => attempt.run(() => writes.unmute(conversation.key))}>
      {words.people.unmute}
    </Button>
  ) : (
    <Button look="quiet" icon={BellOff} onClick={() => attempt.run(() => writes.mute(conversation.key, 0))}>
      {words.people.mute}
    </Button>
  );
}
