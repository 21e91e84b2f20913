package dev.rls.testkit.schema;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attributes of all types that conditions know, one of each that is never null and one that may be. */
@MappedSuperclass
public abstract class DocRow {

    /** Tells the rows that a statement has touched; no condition looks at it. */
    public @Nullable String mark;

    public @Nullable String name;
    public @Nullable String name2;
    public @Nullable UUID uid;
    public @Nullable UUID uid2;
    public @Nullable Long big;
    public @Nullable Long big2;
    public @Nullable Integer num;
    public @Nullable Integer num2;

    @Column(precision = 14, scale = 2)
    public @Nullable BigDecimal amount;

    @Column(precision = 14, scale = 2)
    public @Nullable BigDecimal amount2;

    public @Nullable Boolean flag;
    public @Nullable Boolean flag2;
    public @Nullable LocalDate born;
    public @Nullable LocalDate born2;
    public @Nullable Instant due;
    public @Nullable Instant due2;
    public @Nullable OffsetDateTime seen;

    @Enumerated(EnumType.STRING)
    public @Nullable Grade grade;

    @Enumerated(EnumType.STRING)
    public @Nullable Grade grade2;

    @Enumerated(EnumType.ORDINAL)
    public @Nullable Stage stage;

    @Enumerated(EnumType.ORDINAL)
    public @Nullable Stage stage2;

    public @Nullable Site site;

    @ManyToOne(fetch = FetchType.LAZY)
    public @Nullable Folder folder;
}
