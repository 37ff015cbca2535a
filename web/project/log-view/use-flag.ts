import { useState } from 'react';

/** A choice of how things look, kept in this browser. */
export function useFlag(name: string, initially: boolean): [boolean, () => void] {
  const [isOn, setOn] = useState(() => read(name) ?? initially);
  const toggle = () => {
    setOn(!isOn);
    try {
      localStorage.setItem(name, String(!isOn));
    } catch {
      // Storage may be forbidden; then it holds until the page is left.
    }
  };
  return [isOn, toggle];
}

function read(name: string): boolean | undefined {
  try {
    const text = localStorage.getItem(name);
    return text === null ? undefined : text === 'true';
  } catch {
    return undefined;
  }
}
