package dev.rls.hibernate.paths.model;

import dev.rls.RowPolicy;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;

/** An embedded identifier that holds the tenant. */
@Entity
@RowPolicy(name = "of_tenant", using = "id.tenant = :tenant_id")
public class Seat implements Marked {

    @EmbeddedId
    public SeatId id;

    public String name;

    @Override
    public String getName() {
        return name;
    }

    /** Tenant and number. */
    @Embeddable
    public record SeatId(String tenant, Integer no) implements Serializable {}
}
