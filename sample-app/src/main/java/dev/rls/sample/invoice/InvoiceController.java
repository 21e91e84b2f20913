package dev.rls.sample.invoice;

import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Reads and writes invoices without a word about tenants. */
@RestController
@RequestMapping("/api/invoices")
@Transactional
class InvoiceController {

    private final InvoiceRepository invoices;

    InvoiceController(InvoiceRepository invoices) {
        this.invoices = invoices;
    }

    @GetMapping
    List<InvoiceView> list() {
        return invoices.findAllByOrderByNumber().stream().map(InvoiceView::of).toList();
    }

    @GetMapping("/{id}")
    InvoiceView get(@PathVariable UUID id) {
        return InvoiceView.of(find(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    InvoiceView create(@RequestBody InvoiceBody body) {
        return InvoiceView.of(invoices.saveAndFlush(new Invoice(body.tenantId(), body.number(), body.amount())));
    }

    @PutMapping("/{id}")
    InvoiceView change(@PathVariable UUID id, @RequestBody InvoiceBody body) {
        Invoice invoice = find(id);
        invoice.change(body.number(), body.amount());
        return InvoiceView.of(invoices.saveAndFlush(invoice));
    }

    /** Nothing here asks who is a manager: the policy of the entity does. */
    @PostMapping("/{id}/approval")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void approve(@PathVariable UUID id) {
        Invoice invoice = find(id);
        invoice.approve();
        invoices.saveAndFlush(invoice);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        invoices.delete(find(id));
    }

    /** The row of another tenant and a row that does not exist look alike. */
    private Invoice find(UUID id) {
        return invoices.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @ExceptionHandler
    ProblemDetail duplicate(DataIntegrityViolationException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "An invoice with this number exists.");
    }
}
