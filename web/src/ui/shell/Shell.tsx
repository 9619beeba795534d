import { useRoute, type Route } from '../routes';
import { classes } from '../parts/classes';
import { EmptyState } from '../parts/EmptyState';
import { words } from '../words';
import { ConversationPane } from '../conversation/ConversationPane';
import { MessageDetails } from '../conversation/MessageDetails';
import styles from './Shell.module.css';

/** One column on a phone, two from 720 px, a third for details from 1,120 px. */
export function Shell() {
  const route = useRoute();
  const key = conversationOf(route);
  const detail = route.name === 'info' || route.name === 'message';
  return (
    <div className={styles.shell}>
      <div className={classes(styles.columns, styles[layout(route)])}>
        <nav className={styles.list} aria-label={words.sidebar.label} />
        <main className={styles.main}>
          {key === undefined ? (
            <EmptyState title={words.shell.noConversation}>{words.shell.noConversationText}</EmptyState>
          ) : (
            <ConversationPane
              key={key}
              conversation={key}
              {...(route.name === 'conversation' && route.at !== undefined ? { at: route.at } : {})}
            />
          )}
        </main>
        {detail && (
          <aside className={styles.details} aria-label={words.shell.details}>
            {route.name === 'message' && (
              <MessageDetails key={route.message} conversation={route.key} message={route.message} />
            )}
          </aside>
        )}
      </div>
    </div>
  );
}

/** Which column a phone shows. */
function layout(route: Route): 'showList' | 'showMain' | 'showDetails' {
  switch (route.name) {
    case 'list':
    case 'invited':
      return 'showList';
    case 'info':
    case 'message':
      return 'showDetails';
    case 'conversation':
    case 'new':
    case 'newGroup':
    case 'contacts':
    case 'outbox':
    case 'settings':
    case 'join':
      return 'showMain';
    default: {
      const never: never = route;
      return never;
    }
  }
}

function conversationOf(route: Route): number | undefined {
  return route.name === 'conversation' || route.name === 'info' || route.name === 'message' ? route.key : undefined;
}
