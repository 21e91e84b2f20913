package dev.rls.sample.invoice;

import dev.rls.Operation;
import dev.rls.RowPolicy;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invoice of one tenant, which only a manager approves. The annotations are all the protection there is. */
@Entity
@TenantScoped
@RowPolicy(
        name = "approved_is_final",
        on = {Operation.UPDATE, Operation.DELETE},
        using = "approved = false or 'manager' in :roles")
public class Invoice {

    /** Random, so that trying ids tells nothing about the ids of others. */
    @Id
    @GeneratedValue
    private @Nullable UUID id;

    private @Nullable String tenantId;

    private String number;

    private BigDecimal amount;

    private boolean approved;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Invoice() {}

    public Invoice(@Nullable String tenantId, String number, BigDecimal amount) {
        this.tenantId = tenantId;
        this.number = number;
        this.amount = amount;
    }

    public @Nullable UUID id() {
        return id;
    }

    public @Nullable String tenantId() {
        return tenantId;
    }

    public String number() {
        return number;
    }

    public BigDecimal amount() {
        return amount;
    }

    public boolean approved() {
        return approved;
    }

    public void approve() {
        approved = true;
    }

    public void change(String newNumber, BigDecimal newAmount) {
        number = newNumber;
        amount = newAmount;
    }
}
