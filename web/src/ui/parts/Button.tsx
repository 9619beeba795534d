import type { ComponentProps, ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import styles from './Button.module.css';
import { classes } from './classes';
import { Icon } from './Icon';

interface Props extends Omit<ComponentProps<'button'>, 'className'> {
  /** `main`: the one main action of a screen; `plain`: everything else; `quiet`: within a line; `danger`: loses something. */
  readonly look?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly icon?: LucideIcon;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Button({ look = 'plain', icon, wide = false, children, type = 'button', ...rest }: Props) {
  return (
    // oxlint-disable-next-line react/button-has-type
    <button {...rest} type={type} className={classes(styles.button, styles[look], wide && styles.wide)}>
      {icon && <Icon of={icon} size={18} />}
      {children}
    </button>
  );
}
