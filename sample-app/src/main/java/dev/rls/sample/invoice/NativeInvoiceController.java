package dev.rls.sample.invoice;

import dev.rls.hibernate.RlsProtection;
import dev.rls.sample.invoice.NativeInvoiceQueries.TenantTotal;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.hibernate.SessionFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The endpoints that only the database protects, and that are closed where it does not. */
@RestController
@RequestMapping("/api/invoices")
class NativeInvoiceController {

    private final NativeInvoiceQueries queries;
    private final RlsProtection protection;

    NativeInvoiceController(NativeInvoiceQueries queries, EntityManagerFactory factory) {
        this.queries = queries;
        protection = RlsProtection.of(factory.unwrap(SessionFactory.class));
    }

    /** Before each request to this controller. */
    @ModelAttribute
    void requireRowSecurity() {
        if (!protection.databaseEnforces()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_IMPLEMENTED,
                    "This database has no row-level security, so native SQL would see the rows of every tenant.");
        }
    }

    @GetMapping("/report")
    List<TenantTotal> report() {
        return queries.totals();
    }

    @GetMapping("/search")
    List<InvoiceView> search(@RequestParam String q) {
        return queries.search(q);
    }
}
