package dev.rls.testkit.schema;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** An embedded object. */
@Embeddable
public class Site {

    public @Nullable String city;
    public @Nullable Integer floor;
}
