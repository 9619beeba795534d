import { useState } from 'react';
import { Choices } from '../parts/Choices';
import { Page } from '../parts/Page';
import { setTheme, theme, THEMES, type Theme } from '../theme';
import { words } from '../words';

export function Appearance() {
  const [now, setNow] = useState<Theme>(theme);
  return (
    <Page title={words.settings.parts.appearance.title} backTo={{ name: 'settings' }}>
      <Choices
        label={words.settings.theme}
        value={now}
        choices={THEMES.map((value) => ({ value, label: words.settings.themes[value] }))}
        onChange={(chosen) => {
          setTheme(chosen);
          setNow(chosen);
        }}
      />
    </Page>
  );
}
