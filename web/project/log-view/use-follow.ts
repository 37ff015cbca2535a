import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Follow {
  isFollowing: boolean;
  setFollowing: (isFollowing: boolean) => void;
  onScroll: () => void;
}

/** So near to the end that it is the end. */
const nearPx = 8;

/** Whether the view stays at the end: until the reader scrolls up, and again when he is back there. */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  { atStart, canFollow }: { atStart: boolean; canFollow: boolean },
): Follow {
  const [isFollowing, setFollowing] = useState(atStart);
  const lastTop = useRef(0);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= nearPx;
    // What we do ourselves only goes down: up is always the reader.
    const isUp = scrollTop < lastTop.current - 1;
    lastTop.current = scrollTop;
    if (isUp && !isAtEnd) setFollowing(false);
    else if (isAtEnd && canFollow) setFollowing(true);
  };
  return { isFollowing, setFollowing, onScroll };
}

/** Moves to the end, whenever that has moved. */
export function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  height: number,
  isFollowing: boolean,
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && isFollowing && height > 0) element.scrollTop = element.scrollHeight;
  }, [scroller, height, isFollowing]);
}
