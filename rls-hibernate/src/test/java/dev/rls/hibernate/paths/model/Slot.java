package dev.rls.hibernate.paths.model;

import dev.rls.RowPolicy;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.util.Objects;

/** An identifier of two attributes, one of them the tenant. */
@Entity
@IdClass(Slot.Key.class)
@RowPolicy(name = "of_tenant", using = "tenant = :tenant_id")
public class Slot implements Marked {

    @Id
    public String tenant;

    @Id
    public Integer no;

    public String name;

    @Override
    public String getName() {
        return name;
    }

    /** Tenant and number. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        public String tenant;
        public Integer no;

        public Key() {}

        public Key(String tenant, Integer no) {
            this.tenant = tenant;
            this.no = no;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.tenant.equals(tenant) && key.no.equals(no);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tenant, no);
        }
    }
}
