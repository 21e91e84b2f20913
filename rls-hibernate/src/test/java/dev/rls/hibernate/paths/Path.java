package dev.rls.hibernate.paths;

import java.util.EnumMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** One way to a row. */
public final class Path {

    /** What it does, in whatever session it opens: the same in all modes. */
    @FunctionalInterface
    public interface Body {
        /** Returns whatever was seen. */
        @Nullable
        Object run(SessionFactory factory, Whose whose) throws Exception;
    }

    private final String name;
    private final String family;
    private final String closedBy;
    private final Unit unit;
    private final Body body;
    private final Map<Mode, String> missing = new EnumMap<>(Mode.class);
    private @Nullable String refusal;
    private boolean ownIsSeen = true;

    Path(String name, String family, String closedBy, Unit unit, Body body) {
        this.name = name;
        this.family = family;
        this.closedBy = closedBy;
        this.unit = unit;
        this.body = body;
    }

    /** Refused by design where Hibernate stands alone, whosever row it goes after. */
    public Path refused(String code) {
        refusal = code;
        return this;
    }

    /** Cannot be tried in a mode. */
    public Path notIn(Mode mode, String reason) {
        missing.put(mode, reason);
        return this;
    }

    /** An attempt to leave the own tenant, of which the own row is no part. */
    public Path foreignOnly() {
        ownIsSeen = false;
        return this;
    }

    public String name() {
        return name;
    }

    String family() {
        return family;
    }

    String closedBy() {
        return closedBy;
    }

    Unit unit() {
        return unit;
    }

    Body body() {
        return body;
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    boolean reachesOwn() {
        return ownIsSeen;
    }

    Map<Mode, String> missing() {
        return missing;
    }

    @Override
    public String toString() {
        return name;
    }
}
