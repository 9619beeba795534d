import { CircleHelp, Copy, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Message } from '../../store/model';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { MenuSheet, type MenuItem, type MenuPlace } from '../parts/MenuSheet';
import { useSay } from '../parts/Say';
import { go } from '../routes';
import { useSession } from '../session';
import { words } from '../words';
import { faultWords } from '../words/faults';
import { ActionsContext, isChangeable, type Actions } from './actions';
import type { Draft } from './draft';

interface Props {
  readonly draft: Draft;
  /** Brings the user to the composer. */
  readonly onWrite: () => void;
  readonly children: ReactNode;
}

/** Lets every line offer what can be done with it, with one menu and one question for all. */
export function MessageActions({ draft, onWrite, children }: Props) {
  const { writes } = useSession();
  const say = useSay();
  const [menu, setMenu] = useState<{ readonly message: Message; readonly place: MenuPlace }>();
  const [asked, setAsked] = useState<Message>();
  const actions = useMemo<Actions>(() => {
    const attempt = (work: Promise<unknown>) => {
      work.catch((fault: unknown) => say(faultWords(fault)));
    };
    return {
      menu: (message, place) => setMenu({ message, place }),
      retry: (message) => attempt(writes.retry(message.key)),
      edit: (message) => {
        draft.edit(message.key, message.text);
        onWrite();
      },
      discard: setAsked,
    };
  }, [writes, say, draft, onWrite]);

  const takeBack = (message: Message) => {
    setAsked(undefined);
    writes.discard(message.key).catch((fault: unknown) => say(faultWords(fault)));
  };
  return (
    <ActionsContext value={actions}>
      {children}
      {menu && (
        <MenuSheet
          label={words.conversation.actions}
          place={menu.place}
          items={itemsFor(menu.message, actions, say)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {asked && <Question message={asked} onYes={takeBack} onNo={() => setAsked(undefined)} />}
    </ActionsContext>
  );
}

function itemsFor(message: Message, actions: Actions, say: (text: string) => void): readonly MenuItem[] {
  const copy = () => {
    navigator.clipboard.writeText(message.text).then(
      () => say(words.conversation.copied),
      () => say(words.conversation.notCopied),
    );
  };
  const failed = message.mine && message.state.type === 'failed';
  const change = isChangeable(message);
  return [
    ...(message.text === '' ? [] : [{ label: words.conversation.copy, icon: Copy, onSelect: copy }]),
    ...(failed ? [{ label: words.common.retry, icon: RotateCcw, onSelect: () => actions.retry(message) }] : []),
    ...(change ? [{ label: words.common.edit, icon: Pencil, onSelect: () => actions.edit(message) }] : []),
    {
      label: message.mine ? words.conversation.whereIsIt : words.common.details,
      icon: CircleHelp,
      onSelect: () => go({ name: 'message', key: message.conversation, message: message.key }),
    },
    ...(change || (message.mine && message.seq === undefined)
      ? [
          {
            label: message.seq === undefined ? words.common.discard : words.conversation.takeBack,
            icon: Trash2,
            danger: true,
            apart: true,
            onSelect: () => actions.discard(message),
          },
        ]
      : []),
  ];
}

interface QuestionProps {
  readonly message: Message;
  readonly onYes: (message: Message) => void;
  readonly onNo: () => void;
}

function Question({ message, onYes, onNo }: QuestionProps) {
  const { conversation } = words;
  const stored = message.seq !== undefined;
  const text = stored
    ? conversation.takeBackText
    : message.state.type === 'pending' && message.state.waitsFor === 'answer'
      ? conversation.discardMaybeText
      : conversation.discardText;
  return (
    <Dialog
      title={stored ? conversation.takeBackTitle : conversation.discardTitle}
      onClose={onNo}
      actions={
        <>
          <Button onClick={onNo}>{conversation.keep}</Button>
          <Button look="danger" onClick={() => onYes(message)}>
            {stored ? conversation.takeBackDo : words.common.discard}
          </Button>
        </>
      }
    >
      {text}
    </Dialog>
  );
}
