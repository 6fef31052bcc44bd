import { correctBillingDetails, isPolarError, issuesByField, type CustomerOrder } from "@internal/polar-orders";
import { billingDetailsSchema } from "@internal/polar-orders/validate";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { AddressFields } from "./AddressFields.js";
import { Failure } from "./Failure.js";
import { Field } from "./Field.js";
import { fields, formValues, type FieldName } from "./fields.js";
import { Saved, type Outcome } from "./Saved.js";
import { orders } from "./session.js";

export function BillingForm({ order, onSaved }: { order: CustomerOrder; onSaved: (order: CustomerOrder) => void }) {
  const form = useForm({ resolver: standardSchemaResolver(billingDetailsSchema), defaultValues: formValues(order) });
  const { isSubmitting, errors } = form.formState;
  const [outcome, setOutcome] = useState<Outcome>();
  const [failure, setFailure] = useState<unknown>();

  const save = form.handleSubmit(async ({ billing_name, billing_address }) => {
    setOutcome(undefined);
    setFailure(undefined);
    try {
      const correction = await correctBillingDetails(orders, order.id, {
        billing_name: billing_name?.trim() || null,
        billing_address: billing_address ?? undefined,
      });
      form.reset(formValues(correction.order));
      setOutcome({ before: order, ...correction });
      onSaved(correction.order);
    } catch (error) {
      if (!isPolarError(error) || error.name !== "ValidationError") return setFailure(error);
      for (const [field, messages] of Object.entries(issuesByField(error))) {
        const name = field in fields ? (field as FieldName) : "root";
        form.setError(name, { message: messages.join(" ") }, { shouldFocus: true });
      }
    }
  });
  return (
    <FormProvider {...form}>
      <form
        className="card"
        noValidate
        onSubmit={(event) => void (isSubmitting ? event.preventDefault() : save(event))}
      >
        <Field name="billing_name" />
        <AddressFields stored={order.billing_address} />
        {errors.root && <Failure error={errors.root.message} />}
        {failure !== undefined && <Failure error={failure} onRetry={() => void save()} />}
        <div role="status">{outcome && <Saved {...outcome} />}</div>
        <button className="primary" aria-disabled={isSubmitting}>
          {isSubmitting ? "Saving …" : "Save changes"}
        </button>
        <p className="quiet" role="status">
          {isSubmitting && order.is_invoice_generated && "The invoice is made again. This takes a few seconds."}
        </p>
      </form>
    </FormProvider>
  );
}
