package dev.rls.hibernate.memo;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The columns of a memo, for the entity and its twin. */
@MappedSuperclass
public abstract class MemoRow {

    @Id
    public Long id;

    public String ownerId;

    public @Nullable String topic;

    @Column(precision = 12, scale = 2)
    public @Nullable BigDecimal amount;

    public @Nullable OffsetDateTime due;

    public @Nullable Integer level;

    @Embedded
    public @Nullable Site site;
}
