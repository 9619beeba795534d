import type { ComponentProps } from 'react';
import type { LucideIcon } from 'lucide-react';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './IconButton.module.css';

interface Props extends Omit<ComponentProps<'button'>, 'className' | 'children' | 'aria-label' | 'title'> {
  readonly icon: LucideIcon;
  /** Said by screen readers, and shown when the pointer or the focus rests on it. */
  readonly label: string;
  readonly look?: 'plain' | 'main';
  /** Where the label is shown: away from the edge of the window. */
  readonly tip?: 'below' | 'belowStart' | 'belowEnd' | 'above' | 'aboveStart' | 'aboveEnd';
  /** Something behind it wants to be seen. */
  readonly marked?: boolean;
}

export function IconButton({
  icon,
  label,
  look = 'plain',
  tip = 'below',
  marked = false,
  type = 'button',
  ...rest
}: Props) {
  return (
    // oxlint-disable-next-line react/button-has-type
    <button
      {...rest}
      type={type}
      aria-label={label}
      data-tip={label}
      className={classes(styles.button, styles[look], styles[tip], marked && styles.marked)}
    >
      <Icon of={icon} />
    </button>
  );
}
