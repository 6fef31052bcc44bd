/** The heading of a view. It takes the focus when it appears, so that a screen reader reads the new view. */
export function Heading({ children }: { children: string }) {
  return (
    <h1 tabIndex={-1} ref={focus}>
      <title>{children}</title>
      {children}
    </h1>
  );
}

const focus = (heading: HTMLElement | null) => heading?.focus();
