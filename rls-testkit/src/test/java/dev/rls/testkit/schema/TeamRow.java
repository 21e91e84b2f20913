package dev.rls.testkit.schema;

import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A parent that is protected by what its subclass says. */
@MappedSuperclass
public abstract class TeamRow {

    @Id
    public Long id = 0L;

    public @Nullable String title;
    public @Nullable Integer rank;
    public @Nullable Boolean open;
    public @Nullable UUID lead;

    @ManyToOne(fetch = FetchType.LAZY)
    public @Nullable Folder folder;
}
