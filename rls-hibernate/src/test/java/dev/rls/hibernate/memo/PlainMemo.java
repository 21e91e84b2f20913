package dev.rls.hibernate.memo;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** {@link Memo} without its policies. */
@Entity
@Table(name = "memo")
public class PlainMemo extends MemoRow {

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "kept_on")
    public @Nullable PlainShelf shelf;
}
