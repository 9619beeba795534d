import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './IconButton';
import { MenuSheet, type MenuItem, type MenuPlace } from './MenuSheet';

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly icon?: LucideIcon;
  readonly tip?: 'below' | 'belowStart' | 'belowEnd' | 'above' | 'aboveStart' | 'aboveEnd';
  readonly marked?: boolean;
}

/** A button with a menu behind it. */
export function Menu({ label, items, icon = EllipsisVertical, tip = 'belowEnd', marked = false }: Props) {
  const [place, setPlace] = useState<MenuPlace>();
  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        tip={tip}
        marked={marked}
        aria-haspopup="menu"
        aria-expanded={place !== undefined}
        onClick={(event) => setPlace(event.currentTarget.getBoundingClientRect())}
      />
      {place && <MenuSheet label={label} place={place} items={items} onClose={() => setPlace(undefined)} />}
    </>
  );
}
