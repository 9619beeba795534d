import { Button } from '../parts/Button';
import { FullPage } from '../parts/FullPage';
import { words } from '../words';

export function NoStorage({ reason }: { readonly reason: string }) {
  return (
    <FullPage title={words.noStorage.title} text={`${words.noStorage.text} ${words.noStorage.next}`} details={reason}>
      <Button look="main" onClick={() => location.reload()}>
        {words.common.reload}
      </Button>
    </FullPage>
  );
}
