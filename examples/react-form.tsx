import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import {
  correctBillingDetails,
  countryAlpha2InputValues,
  isPolarError,
  issuesByField,
  subdivisions,
  type Address,
  type AddressInput,
  type Correction,
  type CountryAlpha2Input,
  type CustomerOrder,
  type OrdersClient,
} from "@internal/polar-orders";
import { billingDetailsSchema, type BillingDetails } from "@internal/polar-orders/validate";
import { useId, type ReactElement } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";

type FieldName = "billing_name" | `billing_address.${"line1" | "line2" | "postal_code" | "city" | "state" | "country"}`;
type Choice = { readonly code: string; readonly name: string };

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });
const countries = countryAlpha2InputValues.map((code) => ({ code, name: countryNames.of(code) ?? code }));

interface BillingFormProps {
  orders: OrdersClient;
  order: CustomerOrder;
  onSaved: (correction: Correction) => void;
}

export function BillingForm({ orders, order, onSaved }: BillingFormProps): ReactElement {
  const stored = order.billing_address;
  const form = useForm<BillingDetails>({
    resolver: standardSchemaResolver(billingDetailsSchema),
    defaultValues: valuesOf(order),
  });
  const save = form.handleSubmit(async (values) => {
    try {
      onSaved(await correctBillingDetails(orders, order.id, values));
    } catch (error) {
      for (const { field, message } of messagesOf(error)) form.setError(field, { message });
    }
  });
  const country = form.watch("billing_address.country");
  const { errors, isSubmitting } = form.formState;
  const locked = errors.billing_address?.country ?? errors.billing_address?.state;
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Field form={form} name="billing_name" label="Name" />
      {isEditable(stored) && (
        <>
          <Field form={form} name="billing_address.line1" label="Address" />
          <Field form={form} name="billing_address.line2" label="Address, second line" />
          <Field form={form} name="billing_address.postal_code" label="Postal code" />
          <Field form={form} name="billing_address.city" label="City" />
        </>
      )}
      {stored ? (
        <p>
          {isEditable(stored) ? "Country and state cannot be changed: " : "The address cannot be changed: "}
          {[countryNames.of(stored.country), stored.state].join(" ")}
          {locked && <span role="alert">{locked.message}</span>}
        </p>
      ) : (
        <>
          <Field form={form} name="billing_address.country" label="Country" choices={countries} />
          <Field form={form} name="billing_address.state" label="State" choices={statesOf(country)} />
        </>
      )}
      {errors.root && <p role="alert">{errors.root.message}</p>}
      <button disabled={isSubmitting}>Save</button>
    </form>
  );
}

interface FieldProps {
  form: UseFormReturn<BillingDetails>;
  name: FieldName;
  label: string;
  choices?: readonly Choice[] | undefined;
}

function Field({ form, name, label, choices }: FieldProps): ReactElement {
  const id = useId();
  const { error } = form.getFieldState(name, form.formState);
  // An empty line becomes `null`: Polar would store an empty name as it is. The schema treats an empty choice as missing.
  const registered = form.register(name, choices ? {} : { setValueAs: (text) => text || null });
  const input = { id, "aria-invalid": Boolean(error), ...registered };
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      {choices ? (
        <select {...input}>
          <option value="" />
          {choices.map(({ code, name: text }) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input {...input} />
      )}
      {error && <span role="alert">{error.message}</span>}
    </p>
  );
}

/** What the form holds at first. */
export function valuesOf({ billing_name, billing_address }: CustomerOrder): BillingDetails {
  if (!billing_address || !isEditable(billing_address)) return { billing_name };
  return { billing_name, billing_address: knownMembers(billing_address) };
}

/** Polar stores a few countries that it does not accept, such as Russia: an address there can be shown, but not sent. */
function isEditable(stored: Address | null): boolean {
  return !stored || countries.some(({ code }) => code === stored.country);
}

/** What went wrong, by field; `root` stands for the form as a whole. */
export function messagesOf(error: unknown): { field: FieldName | "root"; message: string }[] {
  if (!isPolarError(error)) throw error;
  if (error.name === "RateLimitError") return [{ field: "root", message: "Too many requests. Try again in a minute." }];
  if (error.name !== "ValidationError") return [{ field: "root", message: "Could not be saved. Try again later." }];
  return Object.entries(issuesByField(error)).map(([path, messages]) => ({
    // Polar reports a wrong state at the address as a whole.
    field: path === "billing_name" || path.includes(".") ? (path as FieldName) : "root",
    message: messages.join(" "),
  }));
}

function statesOf(country: string | undefined): readonly Choice[] | undefined {
  return country === "US" || country === "CA" ? subdivisions[country] : undefined;
}

/** Polar adds members to what it sends; the schema of a request refuses unknown ones. */
function knownMembers({ line1, line2, postal_code, city, state, country }: Address): AddressInput {
  return { line1, line2, postal_code, city, state, country: country as CountryAlpha2Input };
}
