package dev.rls.sample.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A customer of this application. */
@Entity
public class Tenant {

    @Id
    private String id;

    private String name;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Tenant() {}

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }
}
