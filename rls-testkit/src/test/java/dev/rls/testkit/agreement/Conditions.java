package dev.rls.testkit.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Generates conditions over some terms. */
final class Conditions {

    private static final List<String> EQUALITY = List.of("=", "=", "<>");
    private static final List<String> ORDER = List.of("=", "<>", "<", "<=", ">", ">=");

    /** Strings whose parts have to be escaped in a pattern. */
    private static final List<String> ESCAPED = List.of("acme_eu", "a%b", "100%");

    private final Pick pick;
    private final List<Term> own;
    private final List<Term> paths;

    Conditions(Pick pick, List<Term> own, List<Term> paths) {
        this.pick = pick;
        this.own = own;
        this.paths = paths;
    }

    /** A tree of at most some levels. */
    Condition tree(int depth) {
        if (depth <= 1 || pick.percent(15)) {
            return test();
        }
        if (pick.percent(22)) {
            return new Condition.Negation(tree(depth - 1));
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = pick.percent(25) ? 3 : 2; i > 0; i--) {
            parts.add(tree(depth - 1));
        }
        return new Condition.Junction(pick.percent(60) ? "or" : "and", parts);
    }

    private Condition test() {
        Term term = pick.percent(75) || paths.isEmpty() ? pick.of(own) : pick.of(paths);
        List<String> used = new ArrayList<>();
        used.add("type " + term.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (paths.contains(term)) {
            used.add("path");
        } else if (term.text().startsWith("site.")) {
            used.add("embedded");
        }
        String text = test(term, used);
        return new Condition.Test(text, used);
    }

    private String test(Term term, List<String> used) {
        Kind kind = term.kind();
        int choice = pick.below(100);
        if (choice < 8) {
            return use(term.text() + (pick.percent(50) ? " is null" : " is not null"), used, "is null");
        }
        if (choice < 24 && !kind.arrays.isEmpty()) {
            used.add("claim array");
            boolean negated = pick.percent(25);
            if (kind == Kind.STRING && pick.percent(40)) {
                used.add("literal in claim");
                return Literals.quoted(pick.of(Pools.STRINGS)) + (negated ? " not in " : " in ") + array(kind, used);
            }
            return use(
                    term.text() + (negated ? " not in " : " in ") + array(kind, used),
                    used,
                    negated ? "not in claim" : "in claim");
        }
        if (choice < (kind == Kind.STRING ? 32 : 38)) {
            boolean negated = pick.percent(25);
            List<String> values = new ArrayList<>();
            for (int i = 2 + pick.below(3); i > 0; i--) {
                values.add(value(term, used));
            }
            return use(
                    term.text() + (negated ? " not in (" : " in (") + String.join(", ", values) + ")",
                    used,
                    negated ? "not in" : "in");
        }
        if (choice < 50 && kind.isOrdered()) {
            boolean negated = pick.percent(25);
            return use(
                    term.text() + (negated ? " not between " : " between ") + value(term, used) + " and "
                            + value(term, used),
                    used,
                    negated ? "not between" : "between");
        }
        if (choice < 82 && kind == Kind.STRING) {
            return like(term, used);
        }
        if (kind == Kind.TIMESTAMP && pick.percent(40)) {
            String operator = pick.of(List.of("<", "<=", ">", ">="));
            used.add("current_timestamp");
            return use(
                    pick.percent(50)
                            ? term.text() + " " + operator + " current_timestamp"
                            : "current_timestamp " + operator + " " + term.text(),
                    used,
                    operator);
        }
        String operator = pick.of(kind.isOrdered() ? ORDER : EQUALITY);
        String other = value(term, used);
        return use(
                pick.percent(80)
                        ? term.text() + " " + operator + " " + other
                        : other + " " + operator + " " + term.text(),
                used,
                operator);
    }

    private String like(Term term, List<String> used) {
        String not = pick.percent(25) ? " not like " : " like ";
        if (pick.percent(35)) {
            used.add("claim");
            String prefix = pick.percent(70)
                    ? ":" + pick.of(Kind.STRING.claims)
                    : pick.percent(50) ? Literals.quoted(pick.of(Pools.STRINGS)) : other(term);
            return use(term.text() + not + prefix + " || '%'", used, "prefix");
        }
        String piece = pick.of(pick.percent(35) ? ESCAPED : Pools.STRINGS);
        int from = pick.below(Math.max(1, piece.length() - 1));
        String part = piece.substring(from, Math.min(piece.length(), from + 1 + pick.below(3)));
        if (!part.isEmpty() && Character.isLowSurrogate(part.charAt(0))
                || !part.isEmpty() && Character.isHighSurrogate(part.charAt(part.length() - 1))) {
            part = "x";
        }
        boolean escaped = part.contains("%") || part.contains("_") || part.contains("\\") || pick.percent(15);
        String body = escaped ? part.replace("!", "!!").replace("%", "!%").replace("_", "!_") : part;
        String pattern = switch (pick.below(5)) {
            case 0 -> "%" + body;
            case 1 -> body + "%";
            case 2 -> body + "%" + (escaped ? "" : pick.of(List.of("a", "b", "u", "x")));
            case 3 -> "%%" + body + "%";
            default -> "%" + body + "%";
        };
        return use(
                term.text() + not + Literals.quoted(pattern) + (escaped ? " escape '!'" : ""),
                used,
                escaped ? "like escape" : "like");
    }

    /** Something a term compares with. */
    private String value(Term term, List<String> used) {
        Kind kind = term.kind();
        if (!kind.claims.isEmpty() && pick.percent(40)) {
            String claim = pick.of(kind.claims);
            used.add(claim.contains(".") ? "nested claim" : "claim");
            return ":" + claim;
        }
        if (kind != Kind.GRADE && kind != Kind.STAGE && pick.percent(25)) {
            String other = other(term);
            if (!other.equals(term.text()) || kind.claims.isEmpty()) {
                used.add("two attributes");
                return other;
            }
        }
        used.add("literal");
        List<?> values = Pools.of(kind);
        Object value = pick.of(values);
        if (kind == Kind.DECIMAL && pick.percent(40)) {
            value = pick.of(Pools.LOOSE_DECIMALS);
        }
        return Literals.text(kind, value instanceof BigDecimal number ? number : value, pick);
    }

    private String other(Term term) {
        List<Term> all = new ArrayList<>(own);
        all.addAll(paths);
        List<Term> same =
                all.stream().filter(other -> other.kind() == term.kind()).toList();
        return pick.of(same).text();
    }

    private String array(Kind kind, List<String> used) {
        String claim = pick.of(kind.arrays);
        if (claim.startsWith("'")) {
            used.add("quoted claim");
        }
        return ":" + claim;
    }

    private static String use(String text, List<String> used, String operator) {
        used.add(operator);
        return text;
    }
}
