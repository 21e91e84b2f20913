package dev.rls.testkit.app;

import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Basic;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Entities that the testkit cannot handle in one way or another. */
@MappedSuperclass
@SuppressLint(value = "RLS077", reason = "the tests plant rows by their numbers")
public abstract class Odd {

    public @Nullable String tenantId;

    /** Nothing of it can be updated. */
    @Entity(name = "Badge")
    @TenantScoped
    public static class Badge extends Odd {
        @Id
        public @Nullable Long id;
    }

    /** It must have a value of a type without values to choose from. */
    @Entity(name = "Scan")
    @TenantScoped
    public static class Scan extends Odd {
        @Id
        public @Nullable Long id;

        @Basic(optional = false)
        public byte @Nullable [] image;
    }

    /** A policy asks for an identifier that nobody knows before the insert. */
    @Entity(name = "Draw")
    @TenantScoped
    @RowPolicy(name = "winners", using = "id < 1500000000")
    public static class Draw extends Odd {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public @Nullable Long id;
    }

    /** Days are few, and any may be taken. */
    @Entity(name = "Holiday")
    @TenantScoped
    public static class Holiday extends Odd {
        @Id
        public @Nullable LocalDate id;
    }

    /** Its table takes what no mapping tells. */
    @Entity(name = "Voucher")
    @TenantScoped
    public static class Voucher extends Odd {
        @Id
        public @Nullable Long id;

        public @Nullable String code;
    }

    /** Its identifier has two columns. */
    @Entity(name = "Seat")
    @TenantScoped
    public static class Seat extends Odd {
        @EmbeddedId
        public @Nullable Place id;
    }

    /** Its identifier is of a type that no condition can name. */
    @Entity(name = "Shift")
    @TenantScoped
    public static class Shift extends Odd {
        @Id
        public @Nullable LocalTime id;
    }

    /**
     * Where a seat is.
     *
     * @param rank its row
     * @param number in the row
     */
    @Embeddable
    public record Place(int rank, int number) {}
}
