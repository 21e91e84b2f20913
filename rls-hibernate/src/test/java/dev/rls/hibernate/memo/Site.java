package dev.rls.hibernate.memo;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** Where a memo was written. */
@Embeddable
public class Site {

    public @Nullable String city;

    public @Nullable String street;

    protected Site() {}

    public Site(@Nullable String city, @Nullable String street) {
        this.city = city;
        this.street = street;
    }
}
