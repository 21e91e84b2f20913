package dev.rls.benchmarks.worker;

import jakarta.persistence.Column;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What the entities of all ways have; each has a tenant of its own, mapped as its way does. */
@MappedSuperclass
public abstract class Invoice {

    @Id
    @GeneratedValue
    protected Long id;

    @Column(nullable = false)
    protected String number;

    @Column(nullable = false)
    protected String customer;

    @Column(nullable = false, precision = 12, scale = 2)
    protected BigDecimal amount;

    @Column(name = "issued_on", nullable = false)
    protected LocalDate issuedOn;

    protected String note;

    /** The identifier. */
    public final long id() {
        return id;
    }

    /** Whose it is. */
    public abstract String tenant();
}
