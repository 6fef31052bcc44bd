import type { CustomerOrderUpdate, Subdivision } from "@internal/polar-orders";
import { useFormContext } from "react-hook-form";
import { fields, type FieldName } from "./fields.js";

type FieldProps = { name: FieldName; options?: readonly Subdivision[]; locked?: string; onChange?: () => void };

/** A field with its error. `options` make it a select; `locked` is what it shows where it cannot be changed. */
export function Field({ name, options, locked, onChange }: FieldProps) {
  const { register, getFieldState, formState } = useFormContext<CustomerOrderUpdate>();
  const message = getFieldState(name, formState).error?.message;
  const [label, autoComplete] = fields[name];
  const note = message === undefined ? locked && "locked" : `${name}-error`;
  const attributes = { id: name, autoComplete, "aria-invalid": message !== undefined, "aria-describedby": note };
  const control = { ...attributes, ...(locked ? { readOnly: true, value: locked } : register(name, { onChange })) };
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {locked || !options?.length ? (
        <input {...control} />
      ) : (
        <select {...control}>
          <option value="">Choose …</option>
          {options.map((option) => (
            <option key={option.code} value={option.code}>
              {option.name}
            </option>
          ))}
        </select>
      )}
      {message !== undefined && (
        <p id={note} className="error" role="alert">
          {/^[a-z]/.test(message) ? `${label} ${message}` : message}
        </p>
      )}
    </div>
  );
}
