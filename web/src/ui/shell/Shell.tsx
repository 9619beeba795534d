import { useEffect, useRef, useState } from 'react';
import { Banner } from '../banner/Banner';
import { later, useFetched } from '../later';
import { Sidebar } from '../list/Sidebar';
import { BESIDE, useLive } from '../live';
import { NamesProvider } from '../names';
import { classes } from '../parts/classes';
import { go, goBack, useRoute } from '../routes';
import { useSession } from '../session';
import { NOTHING_NEARBY, type Conversation } from '../../store/model';
import { words } from '../words';
import { titleOf } from '../words/titles';
import { conversationOf, layoutOf } from './layout';
import styles from './Shell.module.css';
import type { Shortcut } from './shortcuts';
import { useActive } from './useActive';
import { useColumns } from './useColumns';
import { useShortcuts } from './useShortcuts';
import { useWatching } from './useWatching';
import { Welcome } from './Welcome';

const ConversationPane = later(() => import('../conversation/ConversationPane').then((file) => file.ConversationPane));
const Side = later(() => import('./Side').then((file) => file.Side));
const Screens = later(() => import('./Screens').then((file) => file.Screens));
const Keys = later(() => import('./Keys').then((file) => file.Keys));

/** One column on a phone, two from 720 px, a third for details from 1,120 px. */
export function Shell() {
  const { reads } = useSession();
  const route = useRoute();
  const open = conversationOf(route);
  const conversations = useLive(() => reads.conversations(), [reads], undefined, BESIDE);
  const outbox = useLive(() => reads.outbox(), [reads], [], BESIDE);
  const nearby = useLive(() => reads.nearby(), [reads], NOTHING_NEARBY);
  const searchInput = useRef<HTMLInputElement>(null);
  const [keys, setKeys] = useState(false);
  const layout = layoutOf(route);
  const columns = useColumns();
  const Details = columns === 3 ? 'aside' : 'main';
  useFetched(ConversationPane, Screens, Side, Keys);
  useActive();
  useWatching(conversations ?? NONE, open);
  useTitle(conversations ?? NONE, open);

  const run = (shortcut: Shortcut): boolean => {
    switch (shortcut) {
      case 'search':
        if (searchInput.current?.offsetParent === null) {
          go({ name: 'list' });
          // A phone has shown something else until now.
          requestAnimationFrame(() => searchInput.current?.select());
        } else {
          // At once: the next key is meant for it.
          searchInput.current?.select();
        }
        return true;
      case 'previous':
      case 'next': {
        const to = neighbour(conversations ?? NONE, open, shortcut === 'next' ? 1 : -1);
        if (to) {
          go({ name: 'conversation', key: to.key }, open !== undefined);
        }
        return to !== undefined;
      }
      case 'newChat':
        go({ name: 'new' });
        return true;
      case 'keys':
        setKeys(true);
        return true;
      case 'back':
        if (route.name === 'list') {
          return false;
        }
        goBack(
          open !== undefined && route.name !== 'conversation' ? { name: 'conversation', key: open } : { name: 'list' },
        );
        return true;
      default: {
        const never: never = shortcut;
        return never;
      }
    }
  };
  useShortcuts(run);

  return (
    <NamesProvider>
      {/* Which column is the main one depends on how many there is room for. */}
      <div className={styles.shell}>
        <Banner outbox={outbox} />
        <div className={classes(styles.columns, styles[layout])}>
          <div
            className={styles.list}
            role={layout === 'showList' && columns === 1 ? 'main' : 'navigation'}
            aria-label={words.sidebar.label}
          >
            <Sidebar
              conversations={conversations}
              nearby={nearby}
              outbox={outbox}
              open={open}
              searchInput={searchInput}
              onKeys={() => setKeys(true)}
            />
          </div>
          <main className={styles.main}>
            {open !== undefined ? (
              <ConversationPane
                key={open}
                conversation={open}
                {...(route.name === 'conversation' && route.at !== undefined ? { at: route.at } : {})}
              />
            ) : route.name === 'list' || route.name === 'invited' ? (
              // The list beside it invites to the one thing that can be done.
              conversations !== undefined && conversations.length > 0 && <Welcome />
            ) : (
              <Screens route={route} outbox={outbox} />
            )}
          </main>
          {(route.name === 'info' || route.name === 'message') && (
            <Details className={styles.details} aria-label={words.shell.details}>
              <Side route={route} />
            </Details>
          )}
        </div>
      </div>
      {keys && <Keys onClose={() => setKeys(false)} />}
    </NamesProvider>
  );
}

const NONE: readonly Conversation[] = [];

function neighbour(all: readonly Conversation[], open: number | undefined, step: 1 | -1): Conversation | undefined {
  const at = all.findIndex((each) => each.key === open);
  return at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[at + step];
}

/** The window is called as what it shows, with what is unread before it. */
function useTitle(all: readonly Conversation[], open: number | undefined): void {
  const unread = all.filter((each) => !each.muted).reduce((sum, each) => sum + each.unread, 0);
  const shown = all.find((each) => each.key === open);
  const title = shown ? `${titleOf(shown)} · ${words.common.app}` : words.common.app;
  useEffect(() => {
    document.title = unread > 0 ? `(${words.number(unread)}) ${title}` : title;
  }, [unread, title]);
}
