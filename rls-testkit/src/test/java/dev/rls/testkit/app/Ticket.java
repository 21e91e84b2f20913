package dev.rls.testkit.app;

import dev.rls.Operation;
import dev.rls.RowPolicy;
import dev.rls.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.CreationTimestamp;
import org.jspecify.annotations.Nullable;

/** As entities are: an identifier from a sequence, a version, and columns that are unique, short or never null. */
@Entity
@TenantScoped
@RowPolicy(
        name = "assigned",
        on = {Operation.UPDATE, Operation.DELETE},
        using = "assignee = :sub and board.open = true")
public class Ticket {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ticket_seq")
    @SequenceGenerator(name = "ticket_seq", sequenceName = "ticket_seq", allocationSize = 1)
    public @Nullable Long id;

    @Version
    public int version;

    @Column(nullable = false, updatable = false)
    public @Nullable String tenantId;

    @Column(nullable = false, unique = true, length = 4)
    public @Nullable String code = "";

    @Column(nullable = false)
    public String assignee = "";

    @Column(precision = 5, scale = 2)
    public @Nullable BigDecimal effort;

    @CreationTimestamp
    public @Nullable Instant opened;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    public @Nullable Board board;

    /** The database knows that it has three values at most; the mapping does not. */
    public int priority;
}
