import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** The width of an element in px, kept up to date; 0 until it stands. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    setWidthPx(element.current.clientWidth);
    const observer = new ResizeObserver(
      ([entry]) => entry && setWidthPx(Math.floor(entry.contentRect.width)),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, widthPx];
}
