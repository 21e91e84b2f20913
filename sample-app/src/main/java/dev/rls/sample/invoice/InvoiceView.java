package dev.rls.sample.invoice;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client gets. */
record InvoiceView(@Nullable UUID id, @Nullable String tenantId, String number, BigDecimal amount) {

    static InvoiceView of(Invoice invoice) {
        return new InvoiceView(invoice.id(), invoice.tenantId(), invoice.number(), invoice.amount());
    }
}
