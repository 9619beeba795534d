import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { words } from '../words';
import { IconButton } from './IconButton';
import { TextField } from './TextField';

type Props = Omit<ComponentProps<typeof TextField>, 'type' | 'end' | 'dir'>;

/** A password that can be looked at while it is typed. */
export function PasswordField(props: Props) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      dir="ltr"
      autoCapitalize="none"
      spellCheck={false}
      end={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? words.account.hidePassword : words.account.showPassword}
          tip="aboveEnd"
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
