package dev.rls.testkit.schema;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A parent that nothing protects. */
@Entity
public class Folder {

    @Id
    public UUID id = new UUID(0, 0);

    public @Nullable String title;
    public @Nullable Integer rank;
    public @Nullable UUID lead;

    @Column(precision = 14, scale = 2)
    public @Nullable BigDecimal budget;

    public @Nullable Instant until;
}
