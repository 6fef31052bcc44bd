import type { CustomerOrderUpdate, Subdivision } from "@internal/polar-orders";
import { useFormContext } from "react-hook-form";
import { fields, type FieldName } from "./fields.js";

interface FieldProps {
  name: FieldName;
  /** Makes it a select. */
  options?: readonly Subdivision[] | undefined;
  /** What to show where it cannot be changed. */
  locked?: string | undefined;
  onChange?: () => void;
}

/** A field with its label, and its error beside it and announced. */
export function Field({ name, options, locked, onChange }: FieldProps) {
  const { register, getFieldState, formState } = useFormContext<CustomerOrderUpdate>();
  const [label, autoComplete] = fields[name];
  const message = getFieldState(name, formState).error?.message;
  const notes = [message !== undefined && `${name}-error`, locked !== undefined && "locked"].filter(Boolean).join(" ");
  const attributes = { id: name, "aria-invalid": message !== undefined, "aria-describedby": notes || undefined };
  const control = { ...attributes, autoComplete, ...(locked === undefined && register(name, { onChange })) };
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {locked !== undefined ? (
        <input {...control} readOnly value={locked} />
      ) : options ? (
        <select {...control}>
          <option value="">Choose …</option>
          {options.map((option) => (
            <option key={option.code} value={option.code}>
              {option.name}
            </option>
          ))}
        </select>
      ) : (
        <input {...control} />
      )}
      {message !== undefined && (
        <p id={`${name}-error`} className="error" role="alert">
          {/^[a-z]/.test(message) ? `${label} ${message}` : message}
        </p>
      )}
    </div>
  );
}
