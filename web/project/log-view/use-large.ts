import { useEffect, useState } from 'react';

/** Whether something fills the window; Escape leaves that. */
export function useLarge(): [boolean, () => void] {
  const [isLarge, setLarge] = useState(false);
  useEffect(() => {
    if (!isLarge) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) setLarge(false);
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [isLarge]);
  return [isLarge, () => setLarge(!isLarge)];
}
