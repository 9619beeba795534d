import type { LucideIcon } from 'lucide-react';
import { avatarHue, initials } from './avatarColour';
import styles from './Avatar.module.css';
import { classes } from './classes';
import { Icon } from './Icon';

interface Props {
  /** What the colour is derived from: it stays when the name changes. */
  readonly id: string;
  readonly name: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Instead of initials: groups, notes to oneself. */
  readonly icon?: LucideIcon;
  /** Whether the person is there now; said in words elsewhere. */
  readonly online?: boolean;
}

const ICON_SIZE = { small: 16, medium: 22, large: 36 } as const;

/** Stands beside the name, so that screen readers have nothing to say about it. */
export function Avatar({ id, name, size = 'medium', icon, online = false }: Props) {
  return (
    <span className={classes(styles.avatar, styles[size], styles[`hue${avatarHue(id)}`])} aria-hidden="true">
      {icon ? <Icon of={icon} size={ICON_SIZE[size]} /> : initials(name)}
      {online && <span className={styles.online} />}
    </span>
  );
}
