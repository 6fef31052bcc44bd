import { useEffect, useState, type ReactNode } from "react";
import { Failure } from "./Failure.js";

interface LoadedProps<Data> {
  /** Must be the same function in every render. */
  load: (signal: AbortSignal) => Promise<Data>;
  children: (data: Data, setData: (data: Data) => void) => ReactNode;
}

/** Loads when it appears, and shows what was loaded. */
export function Loaded<Data>({ load, children }: LoadedProps<Data>) {
  const [state, setState] = useState<{ data?: Data; error?: unknown }>({});
  const [run, setRun] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    load(signal).then(
      (data) => signal.aborted || setState({ data }),
      (error: unknown) => signal.aborted || setState({ error }),
    );
    return () => controller.abort();
  }, [load, run]);
  const retry = () => {
    setState({});
    setRun(run + 1);
  };
  if (state.error !== undefined) return <Failure error={state.error} onRetry={retry} />;
  if (state.data === undefined) return <p role="status">Loading …</p>;
  return children(state.data, (data) => setState({ data }));
}
