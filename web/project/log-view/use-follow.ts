import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';

export interface Follow {
  isFollowing: boolean;
  setFollowing: (isFollowing: boolean) => void;
  /** Asked when the end has moved: what was just decided may not be drawn yet. */
  mustStay: () => boolean;
  onScroll: () => void;
  /** The reader turns the wheel. */
  onWheel: (event: { deltaY: number }) => void;
}

/** So near to the end that it is the end. */
const nearPx = 8;

/** Whether the view stays at the end: until the reader scrolls up, and again when he is back there. */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  { atStart, canFollow }: { atStart: boolean; canFollow: boolean },
): Follow {
  const [isFollowing, show] = useState(atStart);
  const decided = useRef(atStart);
  const lastTop = useRef(0);
  const steady = useMemo(() => {
    const setFollowing = (isOn: boolean) => {
      decided.current = isOn;
      show(isOn);
    };
    return {
      setFollowing,
      mustStay: () => decided.current,
      // Before the first pixel has moved: lines that arrive meanwhile would take the view back.
      onWheel: ({ deltaY }: { deltaY: number }) => {
        if (deltaY < 0) setFollowing(false);
      },
    };
  }, []);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= nearPx;
    // What we do ourselves only goes down: up is always the reader.
    const moved = scrollTop - lastTop.current;
    lastTop.current = scrollTop;
    if (moved < -1 && !isAtEnd) steady.setFollowing(false);
    else if (moved > 1 && isAtEnd && canFollow) steady.setFollowing(true);
  };
  return { isFollowing, ...steady, onScroll };
}

/** Moves to the end, whenever that has moved. */
export function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  height: number,
  { isFollowing, mustStay }: Pick<Follow, 'isFollowing' | 'mustStay'>,
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    const mayMove = isFollowing && mustStay() && height > 0;
    if (element !== null && mayMove) element.scrollTop = element.scrollHeight;
  }, [scroller, height, isFollowing, mustStay]);
}
