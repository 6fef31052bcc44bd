import type { CustomerOrderUpdate } from "@internal/polar-orders";
import { useFormContext } from "react-hook-form";
import { labels, type FieldName } from "./fields.js";

interface FieldProps {
  name: FieldName;
  autoComplete: string;
  /** Makes it a select. */
  options?: readonly { code: string; name: string }[] | undefined;
  /** What to show where it cannot be changed. */
  locked?: string | undefined;
  onChange?: () => void;
}

/** A field with its label, and its error beside it and announced. */
export function Field({ name, autoComplete, options, locked, onChange }: FieldProps) {
  const { register, getFieldState, formState } = useFormContext<CustomerOrderUpdate>();
  const message = getFieldState(name, formState).error?.message;
  const described = [message && `${name}-error`, locked && "locked"].filter(Boolean).join(" ");
  const attributes = { id: name, "aria-invalid": message !== undefined, "aria-describedby": described || undefined };
  const registered = () => ({ ...register(name, { onChange }), ...attributes, autoComplete });
  return (
    <div className="field">
      <label htmlFor={name}>{labels[name]}</label>
      {locked !== undefined && <input {...attributes} readOnly value={locked} />}
      {locked === undefined && !options && <input {...registered()} />}
      {locked === undefined && options && (
        <select {...registered()}>
          <option value="">Choose …</option>
          {options.map(({ code, name: text }) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      )}
      {message !== undefined && (
        <p id={`${name}-error`} className="error" role="alert">
          {/^[a-z]/.test(message) ? `${labels[name]} ${message}` : message}
        </p>
      )}
    </div>
  );
}
