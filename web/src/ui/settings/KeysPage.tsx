import { Page } from '../parts/Page';
import { words } from '../words';
import { KeyTable } from './KeyTable';

export function KeysPage() {
  return (
    <Page title={words.settings.parts.keys.title} backTo={{ name: 'settings' }}>
      <KeyTable />
    </Page>
  );
}
