package dev.rls.sample.invoice;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends.
 *
 * @param tenantId nobody needs to send it: the tenant of the token is stamped on the row. It is accepted here as careless
 *     applications accept it, to show that a foreign one is refused.
 * @param number the number of the invoice, unique within its tenant
 * @param amount the amount to pay
 */
record InvoiceBody(@Nullable String tenantId, String number, BigDecimal amount) {

    InvoiceBody {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(amount, "amount");
    }
}
