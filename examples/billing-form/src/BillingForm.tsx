import { correctBillingDetails, isPolarError, issuesByField } from "@internal/polar-orders";
import type { CustomerOrder, CustomerOrderUpdate } from "@internal/polar-orders";
import { billingDetailsSchema } from "@internal/polar-orders/validate";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState, type ReactNode } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { Failure } from "./Failure.js";
import { Field } from "./Field.js";
import { countries, fields, formValues, shown, states, type FieldName } from "./fields.js";
import { Saved } from "./Saved.js";
import { orders } from "./session.js";

export function BillingForm({ loaded }: { loaded: CustomerOrder }) {
  const [order, setOrder] = useState(loaded);
  const [{ saved, failure }, setResult] = useState<{ saved?: ReactNode; failure?: ReactNode }>({});
  const form = useForm({ resolver: standardSchemaResolver(billingDetailsSchema), values: formValues(order) });
  const { isSubmitting } = form.formState;
  const fail = (error: unknown) => setResult({ failure: <Failure error={error} onRetry={() => void save()} /> });
  const save = form.handleSubmit(async ({ billing_name, billing_address }) => {
    setResult({});
    try {
      const changes = { billing_name: billing_name?.trim() || null, billing_address: billing_address ?? undefined };
      const correction = await correctBillingDetails(orders, order.id, changes);
      setOrder(correction.order);
      setResult({ saved: <Saved before={order} {...correction} /> });
    } catch (error) {
      if (!isPolarError(error) || error.name !== "ValidationError") return fail(error);
      for (const [name, messages] of Object.entries(issuesByField(error))) {
        if (name in fields) form.setError(name as FieldName, { message: messages.join(" ") }, { shouldFocus: true });
        else fail(messages.join(" "));
      }
    }
  });
  return (
    <FormProvider {...form}>
      <form className="card" noValidate onSubmit={(event) => void save(event)}>
        <h2>Billing details</h2>
        <Field name="billing_name" />
        <AddressFields order={order} />
        {failure}
        <div role="status">{saved}</div>
        <button disabled={isSubmitting}>{isSubmitting ? "Saving …" : "Save changes"}</button>
      </form>
    </FormProvider>
  );
}

function AddressFields({ order }: { order: CustomerOrder }) {
  const { watch, setValue } = useFormContext<CustomerOrderUpdate>();
  const ownStates = states.filter(({ code }) => code.startsWith(`${watch("billing_address.country")}-`));
  const clearState = () => setValue("billing_address.state", "");
  const locked = (name: FieldName) => (order.billing_address ? shown(order, name) : undefined);
  const country = locked("billing_address.country");
  if (!formValues(order).billing_address)
    return <p className="note">An address in {country} cannot be changed here. Please ask the seller.</p>;
  return (
    <>
      <Field name="billing_address.line1" />
      <Field name="billing_address.line2" />
      <Field name="billing_address.postal_code" />
      <Field name="billing_address.city" />
      <Field name="billing_address.country" options={countries} locked={country} onChange={clearState} />
      <Field name="billing_address.state" options={ownStates} locked={locked("billing_address.state")} />
      {country && (
        <p id="locked" className="quiet">
          Country and state cannot be changed once an order has an address.
        </p>
      )}
    </>
  );
}
